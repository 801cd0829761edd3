using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An address and port with the http servers that share it, among which nginx chooses by name.</summary>
/// <param name="Text">As nginx writes it: <c>0.0.0.0:80</c>, <c>[::]:443</c>, <c>unix:/run/x</c>.</param>
/// <param name="Servers">In file order.</param>
/// <param name="Marked">One of them has default_server.</param>
/// <param name="Default">The one with default_server, else the first.</param>
internal sealed record ServerSocket(string Text, IReadOnlyList<ServerBlock> Servers, bool Marked, ServerBlock Default)
{
    /// <summary>Every socket of http servers.</summary>
    public static IEnumerable<ServerSocket> Of(IEnumerable<ServerBlock> servers) =>
        from server in servers
        where server.Kind == ServerKind.Http
        from listen in server.Listens
        group (server, listen) by Name(server, listen) into same
        let marked = same.Where(pair => pair.listen.DefaultServer).Select(pair => pair.server).FirstOrDefault()
        select new ServerSocket(same.Key, [.. same.Select(pair => pair.server).Distinct()], marked is not null, marked ?? same.First().server);

    /// <summary>The socket of a listen directive.</summary>
    public static string Name(ServerBlock server, Listen listen) =>
        listen.Address.StartsWith("unix:", StringComparison.Ordinal) ? listen.Address
        : $"{(listen.Address == "*" ? "0.0.0.0" : listen.Address)}:{listen.Port}{(IsQuic(server, listen) ? " (quic)" : "")}";

    /// <summary>QUIC has sockets of its own beside TCP's.</summary>
    private static bool IsQuic(ServerBlock server, Listen listen) =>
        server.Directive.Children().Any(d => d.Name == "listen" && d.File == listen.File && d.Line == listen.Line && d.Args.Contains("quic"));
}
