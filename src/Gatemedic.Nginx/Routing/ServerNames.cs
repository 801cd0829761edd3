namespace Gatemedic.Nginx;

/// <summary>The servers of one address and their names, searched as ngx_http_find_virtual_server does.</summary>
/// <param name="Server">The server block.</param>
/// <param name="Names">server_name values as written; a server without any has the empty name.</param>
internal sealed record NamedServer(Directive Server, IReadOnlyList<string> Names);

/// <summary>Chooses among the servers of one address by name.</summary>
internal static class ServerNames
{
    /// <summary>The server whose name fits: exact, longest leading wildcard, longest trailing wildcard, first regular expression; null when none does.</summary>
    /// <param name="servers">In file order.</param>
    /// <param name="host">Lower-cased byte text without port and trailing dot; empty when the request names none.</param>
    /// <param name="isMatch">Tries a regular expression.</param>
    public static Directive? Find(IReadOnlyList<NamedServer> servers, string host, Func<NamedServer, string, bool> isMatch)
    {
        var name = ByteText.ToText(host);
        return Best(servers, n => Is(n, name) ? 1 : 0)
            ?? Best(servers, n => Leading(n, name))
            ?? Best(servers, n => Trailing(n, name))
            ?? (host.Length == 0 ? null : FirstRegex(servers, isMatch));
    }

    private static Directive? FirstRegex(IReadOnlyList<NamedServer> servers, Func<NamedServer, string, bool> isMatch)
    {
        foreach (var server in servers)
        {
            foreach (var name in server.Names)
            {
                if (name.StartsWith('~') && isMatch(server, name[1..]))
                {
                    return server.Server;
                }
            }
        }

        return null;
    }

    private static Directive? Best(IReadOnlyList<NamedServer> servers, Func<string, int> length)
    {
        Directive? best = null;
        var longest = 0;
        foreach (var server in servers)
        {
            foreach (var name in server.Names)
            {
                if (length(name) is var fits && fits > longest)
                {
                    (best, longest) = (server.Server, fits);
                }
            }
        }

        return best;
    }

    private static bool Is(string name, string host) =>
        name.Equals(host, StringComparison.OrdinalIgnoreCase)
        || (name.Length == host.Length + 1 && name[0] == '.' && name.AsSpan(1).Equals(host, StringComparison.OrdinalIgnoreCase));

    private static int Leading(string name, string host)
    {
        var tail = name.StartsWith("*.", StringComparison.Ordinal) ? 1 : name.StartsWith('.') ? 0 : -1;
        return tail >= 0 && host.Length > name.Length - tail && name.Length - tail > 1 && host.AsSpan().EndsWith(name.AsSpan(tail), StringComparison.OrdinalIgnoreCase)
            ? name.Length - tail
            : 0;
    }

    private static int Trailing(string name, string host)
    {
        var head = name.EndsWith(".*", StringComparison.Ordinal) ? name.Length - 1 : 0;
        return head > 1 && host.Length > head && host.AsSpan().StartsWith(name.AsSpan(0, head), StringComparison.OrdinalIgnoreCase) ? head : 0;
    }
}
