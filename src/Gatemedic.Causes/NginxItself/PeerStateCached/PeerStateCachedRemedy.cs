using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Has nginx forget, or wait; and a shorter memory where it is set long.</summary>
internal static class PeerStateCachedRemedy
{
    private const int Usual = 10;

    /// <summary>Best first.</summary>
    /// <param name="target">The peer.</param>
    /// <param name="left">How long nginx will still leave it out.</param>
    public static ImmutableArray<Remedy> For(Target target, TimeSpan left) =>
        [.. new[] { Reload(target), Wait(left), Shorten(target) }.OfType<Remedy>()];

    private static Remedy Reload(Target target) => new()
    {
        Id = "reload-nginx",
        Title = "Reload nginx: new workers hold no server for failed",
        Commands = target.Instance.ReloadCommands(target.Scene),
        Loads = true,
        Risk = Risk.Low,
        Automatic = true,
        Verify = "the failing request answers",
        Undo = "nothing to undo: the configuration is the same",
    };

    private static Remedy Wait(TimeSpan left) => new()
    {
        Id = "wait-for-fail-timeout",
        Title = string.Create(CultureInfo.InvariantCulture, $"Or wait {Math.Ceiling(left.TotalSeconds)} seconds: nginx then tries the servers again by itself"),
        Risk = Risk.None,
        Verify = "the failing request answers",
        Undo = "nothing to undo",
    };

    /// <summary>Only where somebody set it longer than nginx's own ten seconds.</summary>
    private static Remedy? Shorten(Target target)
    {
        var line = target.Declared!;
        var at = line.Args.ToList().FindLastIndex(a => a.StartsWith("fail_timeout=", StringComparison.Ordinal));
        return at < 0 || !NginxUnits.TryParseTime(line.Args[at]["fail_timeout=".Length..], out var set) || set.TotalSeconds <= Usual ? null : new Remedy
        {
            Id = "shorten-fail-timeout",
            Title = $"Have nginx try a failed server again after {Usual} seconds instead of {set.TotalSeconds.ToString(CultureInfo.InvariantCulture)} ({line.Where})",
            Edits = target.Instance.Plan(ConfigEdit.ReplaceArg(line, at, $"fail_timeout={Usual}s")),
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            Verify = "after the next restart of the application, requests are answered within that time",
            Undo = "put the old time back and reload nginx",
        };
    }
}
