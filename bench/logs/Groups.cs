using System.Text;

namespace Gatemedic.Bench;

/// <summary>One upstream address, as $upstream_addr and the error log name it.</summary>
internal sealed record Peer(byte[] Address);

/// <summary>An upstream block: its peers, how it is spoken to, and the usual time of its answers in milliseconds. Only HTTP/1 proxying shows a URI after the peer.</summary>
internal sealed record Group(byte[] Name, byte[] Scheme, bool WithUri, double Usual, Peer[] Peers);

/// <summary>A server block and the group that most of its locations pass to.</summary>
internal sealed record Server(byte[] Name, byte[] Host, Group Group);

/// <summary>The host that the logs tell of: five groups of eight peers, behind twelve servers.</summary>
internal static class Groups
{
    public static readonly Group Api = Of("api", "http://", true, 40, "10.0.3.11:8080", "10.0.3.12:8080", "[fd00:3::13]:8080");
    public static readonly Group Pay = Of("pay", "https://", true, 180, "10.0.4.21:8443", "10.0.4.22:8443");
    public static readonly Group Rpc = Of("rpc", "grpc://", false, 8, "10.0.5.31:50051");
    public static readonly Group Php = Of("php", "fastcgi://", false, 90, "unix:/run/php/php8.3-fpm.sock");
    public static readonly Group Admin = Of("admin", "uwsgi://", false, 250, "unix:/run/uwsgi/app/admin/socket");

    public static readonly Group[] All = [Api, Pay, Rpc, Php, Admin];
    public static readonly Peer[] Peers = All.SelectMany(g => g.Peers).ToArray();

    public static readonly Server[] Servers =
    [
        At("www.shop.example", Php), At("shop.example", Php), At("api.shop.example", Api), At("m.shop.example", Api),
        At("pay.shop.example", Pay), At("blog.shop.example", Php), At("rpc.shop.example", Rpc), At("partner.example", Api),
        At("admin.shop.example", Admin), At("static.shop.example", Api), At("checkout.shop.example", Pay),
        At("~^(?<tenant>.+)\\.tenants\\.example$", Api, "acme.tenants.example"),
    ];

    /// <summary>The group that a peer is in.</summary>
    public static Group? Of(Peer? peer) => Array.Find(All, group => Array.IndexOf(group.Peers, peer) >= 0);

    private static Group Of(string name, string scheme, bool withUri, double usual, params string[] peers) =>
        new(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(scheme), withUri, usual, peers.Select(p => new Peer(Encoding.ASCII.GetBytes(p))).ToArray());

    private static Server At(string name, Group group, string? host = null) =>
        new(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(host ?? name), group);
}
