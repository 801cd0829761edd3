using System.Globalization;

namespace Gatemedic.Nginx;

/// <summary>Reads upstream blocks.</summary>
internal static class UpstreamReader
{
    private const int HttpPort = 80;

    /// <summary>The upstreams of an http or stream block.</summary>
    public static IEnumerable<UpstreamBlock> Read(Directive parent, ServerKind kind) =>
        from block in parent.Children()
        where block is { Name: "upstream", Block: not null, Args.Length: > 0 }
        select new UpstreamBlock
        {
            Name = block.Args[0].ToLowerInvariant(),
            Kind = kind,
            Servers = [.. Servers(block, kind)],
            Directive = block,
        };

    /// <summary>The server lines of an upstream block.</summary>
    public static IEnumerable<UpstreamServer> Servers(Directive block, ServerKind kind = ServerKind.Http) =>
        block.Children().Where(line => line is { Name: "server", Args.Length: > 0 }).Select(line => Server(line, kind));

    private static UpstreamServer Server(Directive line, ServerKind kind)
    {
        var parameters = line.Args.RemoveAt(0);
        var weight = parameters.FirstOrDefault(p => p.StartsWith("weight=", StringComparison.Ordinal));

        // An address that nginx refuses is kept as written: the fault is told elsewhere.
        var address = PeerAddressParser.Parse(line.Args[0], kind == ServerKind.Http ? HttpPort : 0, mayHaveUri: false).Address
            ?? new PeerAddress(line.Args[0], 0);
        return new UpstreamServer(
            address,
            weight is not null && int.TryParse(weight.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 1,
            parameters.Contains("backup"),
            parameters.Contains("down"),
            parameters.Contains("resolve"),
            line);
    }
}
