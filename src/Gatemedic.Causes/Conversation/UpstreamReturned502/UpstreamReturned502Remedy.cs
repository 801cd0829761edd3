using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>What to do about a gateway behind the gateway: go on looking there.</summary>
internal static class UpstreamReturned502Remedy
{
    /// <summary>Where servers that are often gateways write what went wrong.</summary>
    private static readonly (string Program, string Command)[] Logs =
    [
        ("nginx", "tail -n 50 /var/log/nginx/error.log"),
        ("apache2", "tail -n 50 /var/log/apache2/error.log"),
        ("httpd", "tail -n 50 /var/log/httpd/error_log"),
        ("haproxy", "journalctl -u haproxy -n 50 --no-pager"),
    ];

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, string path, HostProcess? owner) =>
    [
        new Remedy
        {
            Id = "look-behind-upstream",
            Title = $"Look for the fault where {target.Address} sends its requests: ask it without nginx, and read its log",
            Commands = [.. target.AskDirectly(path, "-s -i --max-time 10"), .. LogOf(owner)],
            Risk = Risk.None,
            Verify = $"{target.Address} answers the same request with another status than 502, 503 or 504",
            Undo = "nothing was changed",
        },
    ];

    /// <summary>Where the application listens, only its owner knows.</summary>
    public static Remedy LeaveCircle(Target target) => new()
    {
        Id = "leave-circle",
        Title = $"Write where the application listens instead of {target.Address} ({target.Where})",
        Commands = ["ss -ltnp", .. target.Instance.ReloadCommands(target.Scene)],
        Risk = Risk.Low,
        Verify = "a request is answered, and the access log has one line for it",
        Undo = "put the old address back and reload nginx",
    };

    private static IEnumerable<string> LogOf(HostProcess? owner) =>
        owner is null ? []
        : owner.Container is { } container ? [$"docker logs --tail 50 {container.ShortId()}"]
        : Logs.Where(l => owner.Name == l.Program).Select(l => l.Command) is var known && known.Any() ? known
        : owner.Unit is { } unit ? [$"journalctl -u {unit.Quoted()} -n 50 --no-pager"]
        : [];
}
