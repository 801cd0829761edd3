using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Network;

/// <summary>What the kernel of this machine says of the ways that every machine has.</summary>
public sealed class RouteTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    public void An_address_of_this_machine_is_reached_by_lo(string address)
    {
        var route = RouteReader.Read(new RouteTo(address)).Seen!;
        Assert.Equal((0, true, "lo", null), (route.Errno, route.IsLocal, route.Device, route.Gateway));
    }

    [Fact]
    public void What_is_no_address_is_told() => Assert.False(RouteReader.Read(new RouteTo("shop.example")).IsSeen);

    [Fact]
    public void A_namespace_that_cannot_be_entered_is_told() =>
        Assert.Throws<UnauthorizedAccessException>(() => new NetworkPlace(int.MaxValue).Run(() => 0));

    [Fact]
    public async Task A_machine_that_is_there_gives_a_sign()
    {
        var hail = await HostHail.AskAsync(new HailHost("127.0.0.1"), NetworkPlace.Ours, CancellationToken.None);
        Assert.NotNull(hail.Seen!.Sign);
    }
}
