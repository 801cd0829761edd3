using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class SocketTableTests
{
    private const string Tcp =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:0BB8 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 5511 1 0000000000000000 100 0 0 10 0
           1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 5512 1 0000000000000000 100 0 0 10 0
           2: 0100007F:1F90 0100007F:A001 01 00000000:00000000 00:00000000 00000000    33        0 5513 1 0000000000000000 100 0 0 10 0
           3: ZZZZ007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 5514
        """;

    private const string Tcp6 =
        """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0 100 0 0 10 0
           1: 00000000000000000000000000000000:0051 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 78 1 0 100 0 0 10 0
           2: B80D0120000000000000000001000000:0052 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 79 1 0 100 0 0 10 0
        """;

    private const string Unix =
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 901 /run/php/php8.2-fpm.sock
        0000000000000000: 00000003 00000000 00000000 0001 03 902 /run/php/php8.2-fpm.sock
        0000000000000000: 00000002 00000000 00010000 0001 01 903 @abstract one
        0000000000000000: 00000002 00000000 00010000 0001 01 904
        0000000000000000: 00000002 00000000 00010000 0001 01 905 /srv/with blank/a.sock
        """;

    [Fact]
    public void Reads_ipv4_listeners_with_the_length_of_their_queue() =>
        Assert.Equal(
            [(5511UL, "0.0.0.0:3000", 3), (5512UL, "127.0.0.1:8080", 0)],
            NetTcpParser.Parse(Tcp, SocketFamily.Tcp, "n").Select(l => (l.Inode, l.Listener.ToString(), l.Listener.Queue!.Value)));

    [Fact]
    public void Reads_ipv6_listeners() =>
        Assert.Equal(
            ["[::1]:80", "[::]:81", "[2001:db8::1]:82"],
            NetTcpParser.Parse(Tcp6, SocketFamily.Tcp6, "n").Select(l => l.Listener.ToString()));

    [Fact]
    public void Reads_listening_unix_sockets_that_have_a_name() =>
        Assert.Equal(
            [(901UL, "/run/php/php8.2-fpm.sock"), (903UL, "@abstract one"), (905UL, "/srv/with blank/a.sock")],
            NetUnixParser.Parse(Unix, "n").Select(l => (l.Inode, l.Listener.Path!)));
}
