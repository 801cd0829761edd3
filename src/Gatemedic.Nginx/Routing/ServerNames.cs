namespace Gatemedic.Nginx;

/// <summary>Chooses among the servers of one address by name (ngx_http_find_virtual_server).</summary>
internal static class ServerNames
{
    /// <summary>The server whose name fits: exact, longest leading wildcard, longest trailing wildcard, first regular expression; null when none does.</summary>
    /// <param name="servers">In file order.</param>
    /// <param name="host">Lower-cased, without port and trailing dot.</param>
    /// <param name="patterns">Tries regular expressions.</param>
    public static ServerBlock? Find(IReadOnlyList<ServerBlock> servers, string host, PcrePatterns patterns) =>
        Best(servers, name => Is(name, host) ? 1 : 0)
        ?? Best(servers, name => Leading(name, host))
        ?? Best(servers, name => Trailing(name, host))
        ?? servers.FirstOrDefault(server => server.Names.Any(name => name.StartsWith('~') && patterns.IsMatch(name[1..], host, ignoreCase: true)));

    private static ServerBlock? Best(IReadOnlyList<ServerBlock> servers, Func<string, int> length)
    {
        ServerBlock? best = null;
        var longest = 0;
        foreach (var server in servers)
        {
            foreach (var name in server.Names)
            {
                if (length(name) is var fits && fits > longest)
                {
                    (best, longest) = (server, fits);
                }
            }
        }

        return best;
    }

    private static bool Is(string name, string host) =>
        name.Equals(host, StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith('.') && name.AsSpan(1).Equals(host, StringComparison.OrdinalIgnoreCase));

    private static int Leading(string name, string host)
    {
        var tail = name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name.StartsWith('.') ? name : "";
        return tail.Length > 1 && host.Length > tail.Length && host.EndsWith(tail, StringComparison.OrdinalIgnoreCase) ? tail.Length : 0;
    }

    private static int Trailing(string name, string host)
    {
        var head = name.EndsWith(".*", StringComparison.Ordinal) ? name[..^1] : "";
        return head.Length > 1 && host.Length > head.Length && host.StartsWith(head, StringComparison.OrdinalIgnoreCase) ? head.Length : 0;
    }
}
