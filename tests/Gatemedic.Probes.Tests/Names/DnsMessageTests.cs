namespace Gatemedic.Probes.Tests;

/// <summary>Answers of DNS servers, byte by byte: real ones of dnsmasq 2.89, and what no server should send.</summary>
public sealed class DnsMessageTests
{
    private static readonly byte[] Query = DnsQuery.Write(0x1234, "app.internal", DnsQuery.TypeA)!;

    // app.internal is 10.77.0.1 for 60 s, its name as a pointer.
    private static readonly byte[] Answer =
        [0x12, 0x34, 0x85, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. Query[12..], 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 77, 0, 1];

    [Fact]
    public void A_question_is_written_as_nginx_writes_it() =>
        Assert.Equal("123401000001000000000000" + "03617070" + "08696E7465726E616C" + "00" + "00010001", Convert.ToHexString(Query));

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123.example")]
    public void A_name_that_DNS_cannot_hold_is_not_asked_for(string name) => Assert.Null(DnsQuery.Write(1, name, DnsQuery.TypeA));

    [Fact]
    public void An_address_is_read_with_the_time_that_it_lives()
    {
        var reply = DnsMessageParser.Parse(Answer, DnsQuery.TypeA);
        Assert.Equal((0, "10.77.0.1", 60L), (reply.Code, Assert.Single(reply.Addresses), reply.Ttl));
        Assert.True(DnsMessageParser.Answers(Answer, Query));
    }

    [Theory]
    [InlineData(3, "no such name (NXDOMAIN)")]
    [InlineData(2, "server failure (SERVFAIL)")]
    [InlineData(5, "refused (REFUSED)")]
    [InlineData(11, "error 11")]
    public void An_error_is_told_in_words(int code, string words)
    {
        var reply = DnsMessageParser.Parse([0x12, 0x34, 0x81, (byte)(0x80 | code), 0, 0, 0, 0, 0, 0, 0, 0], DnsQuery.TypeA);
        Assert.Equal((code, words), (reply.Code, reply.Text));
    }

    [Fact]
    public void Another_family_is_no_address_of_this_one()
    {
        var reply = DnsMessageParser.Parse(Answer, DnsQuery.TypeAaaa);
        Assert.Equal((0, 0, "the name has no IPv6 address"), (reply.Code, reply.Addresses.Length, reply.Text));
    }

    [Fact]
    public void Another_question_or_ident_is_no_answer()
    {
        Assert.False(DnsMessageParser.Answers([0x12, 0x35, .. Answer[2..]], Query));
        Assert.False(DnsMessageParser.Answers([.. Answer[..13], (byte)'b', .. Answer[14..]], Query));
        Assert.False(DnsMessageParser.Answers(Query, Query));
        Assert.False(DnsMessageParser.Answers([0x12], Query));
    }

    [Fact]
    public void Any_bytes_whatever_are_read_to_an_end()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var message = (byte[])Answer.Clone();
            for (var change = random.Next(6); change >= 0; change--)
            {
                message[random.Next(2, message.Length)] = (byte)random.Next(256);
            }

            var reply = DnsMessageParser.Parse(message.AsSpan(0, random.Next(DnsQuery.HeaderLength, message.Length + 1)), DnsQuery.TypeA);
            Assert.InRange(reply.Addresses.Length, 0, 1);
        }
    }
}
