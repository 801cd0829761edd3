using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of the race: whoever sends the requests has to be the one who closes.</summary>
internal static class KeepaliveRaceRemedy
{
    /// <summary>How the servers of applications are told to wait longer.</summary>
    private static readonly (string Server, string How)[] Longer =
    [
        ("node", "server.keepAliveTimeout = 75_000; server.headersTimeout = 76_000;"),
        ("uvicorn", "--timeout-keep-alive 75"),
        ("gunicorn", "--keep-alive 75"),
        ("uwsgi", "--http-keepalive=75"),
    ];

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, KeptConnections kept, TimeSpan? idle) =>
        idle is { } time && time > TimeSpan.Zero ? [Shorten(target, kept, Below(time)), Lengthen(target)] : [Lengthen(target)];

    private static Remedy Shorten(Target target, KeptConnections kept, string time)
    {
        var edits = target.Instance.Plan(kept.Shorten(time));
        return new Remedy
        {
            Id = "close-first",
            Title = $"Have nginx close idle connections before the application does: keepalive_timeout {time};",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            Automatic = !edits.IsEmpty,
            Verify = "no new \"prematurely closed connection\" or \"Connection reset by peer\" stands in the error log",
            Undo = "put the old keepalive_timeout back and reload nginx",
        };
    }

    private static Remedy Lengthen(Target target)
    {
        var server = target.ServersOf().Select(s => s.Server.Name).FirstOrDefault();
        var how = Longer.FirstOrDefault(l => l.Server == server).How;
        return new Remedy
        {
            Id = "wait-longer-in-application",
            Title = $"Or have the application keep idle connections longer than nginx does{(how is null ? "" : $": {how}")}",
            Commands = [.. target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().Select(o => o.Unit).OfType<string>().Distinct().Select(u => $"systemctl cat {u.Quoted()}")],
            Risk = Risk.Medium,
            Verify = "the application closes no idle connection within the time of nginx's keepalive_timeout",
            Undo = "put the old value back and restart the application",
        };
    }

    /// <summary>A second less, or where there is no second to spare, half of it.</summary>
    private static string Below(TimeSpan idle) => idle.TotalSeconds >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(idle.TotalSeconds) - 1:0}s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Floor(idle.TotalMilliseconds / 2)):0}ms");
}
