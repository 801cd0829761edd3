using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace Gatemedic.Diagnosis;

public sealed class AddressPseudonymTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("127.0.0.1:80 0.0.0.0 ::1 [::]:443 169.254.169.254 255.255.255.255 224.0.0.1")]
    [InlineData("nginx/1.22.1 at 14:03:10 on 2026-03-04T12:00:00.1234567+01:00 std::string 1.2.3")]
    public void What_means_the_same_everywhere_stays(string text) => Assert.Equal(text, new AddressPseudonyms(Key).Apply(text));

    [Fact]
    public void Two_addresses_share_as_many_bits_as_before() =>
        Prop.ForAll<uint, uint>((a, b) => Shared(a, b) == Shared(Of(a), Of(b))).QuickCheckThrowOnFailure();

    [Fact]
    public void Private_addresses_stay_private_and_others_do_not_become_so() =>
        Prop.ForAll<uint, byte>((a, kind) =>
        {
            var address = kind % 4 switch { 0 => a, 1 => 0x0a000000 | (a & 0xffffff), 2 => 0xac100000 | (a & 0xfffff), _ => 0xc0a80000 | (a & 0xffff) };
            return Class(address) == Class(Of(address));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_network_holds_the_same_addresses_and_an_embedded_address_is_the_same()
    {
        var words = new AddressPseudonyms(Key).Apply("10.9.0.0/16 10.9.8.7 ::ffff:10.9.8.7 2001:db8::/32 2001:db8::5").Split(' ');
        Assert.True(IPNetwork.Parse(words[0]).Contains(IPAddress.Parse(words[1])));
        Assert.Equal(words[1], IPAddress.Parse(words[2]).MapToIPv4().ToString());
        Assert.True(IPNetwork.Parse(words[3]).Contains(IPAddress.Parse(words[4])));
    }

    private static uint Of(uint address)
    {
        var text = new AddressPseudonyms(Key).Apply(new IPAddress(Bytes(address)).ToString());
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(text).GetAddressBytes());
    }

    private static int Shared(uint a, uint b) => System.Numerics.BitOperations.LeadingZeroCount(a ^ b);

    private static int Class(uint address) =>
        address >> 24 == 10 ? 1 : address >> 20 == 0xac1 ? 2 : address >> 16 == 0xc0a8 ? 3 : address >> 24 is 0 or 127 ? 4 : 0;

    private static byte[] Bytes(uint address) => [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address];
}
