namespace Gatemedic.Host;

/// <summary>resolv.conf as hosts and containers have it.</summary>
public sealed class NameServerReaderTests
{
    [Theory]
    [InlineData("nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch lan\n", "127.0.0.53")]
    [InlineData("# written by Docker\nsearch lan\nnameserver\t127.0.0.11 \r\noptions ndots:0\n", "127.0.0.11")]
    [InlineData("nameserver fe80::1%eth0\nnameserver 2001:db8::53\nnameserver 1.1.1.1\n", "2001:db8::53 1.1.1.1")]
    [InlineData("nameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\nnameserver 1.1.1.4\n", "1.1.1.1 1.1.1.2 1.1.1.3")]
    [InlineData("nameserver\nnameserver dns.lan\n;nameserver 1.1.1.1\n\0\0nameserver 9.9.9.9", "")]
    public void Takes_the_addresses_that_nginx_could_be_given(string text, string servers) =>
        Assert.Equal(servers, string.Join(' ', NameServerReader.Parse(text)));
}
