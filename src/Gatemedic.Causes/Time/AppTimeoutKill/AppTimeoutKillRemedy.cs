using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs where the application server's time limit is reached: a quicker answer, or more time for it.</summary>
internal static class AppTimeoutKillRemedy
{
    private const int Margin = 15;
    private const int Most = 86_400;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, TimeLimit limit, string path) => [Find(target, path), Raise(target, limit)];

    private static Remedy Find(Target target, string path) => new()
    {
        Id = "find-what-is-slow",
        Title = $"Find what takes so long in the application for {path}",
        Commands = target.AskDirectly(path, "-s -o /dev/null -w '%{http_code} after %{time_total} s\\n'"),
        Risk = Risk.None,
        Verify = "the request is answered within the limit",
        Undo = "nothing was changed",
    };

    private static Remedy Raise(Target target, TimeLimit limit)
    {
        var patience = target.Effective(target.Protocol.DirectivePrefix() + "read_timeout");
        var pool = limit is { Kind: EvidenceKind.Config, Value: not null, Process.Container: null } ? target.PoolOf() : null;
        var longer = Longer(limit, patience);
        return new Remedy
        {
            Id = "raise-time-limit",
            Title = $"Where the work is meant to take so long, raise {limit.Option} of {limit.Server} ({limit.Where}), and keep it below what nginx waits{(patience is null ? "" : $" ({patience.Directive} {patience.Text})")}",
            Commands = [.. Commands(limit)],
            HostFiles = pool is null ? [] : [pool.Set(limit.Option, $"{longer}s")],
            Steps = pool is null ? [] : [Steps.ReadPools(target.Scene, pool)],
            Patience = TimeSpan.FromSeconds(longer + Margin),
            Risk = Risk.Medium,
            Verify = "the failing request is answered, and the application server's log has no new line about a limit",
            Undo = $"put the old {limit.Option} back and restart {limit.Server}",
        };
    }

    /// <summary>Seconds: twice the limit, and less than nginx waits where that is more than the limit.</summary>
    private static int Longer(TimeLimit limit, EffectiveValue? patience)
    {
        var present = (int)Math.Min(limit.Value?.TotalSeconds ?? 0, Most);
        return NginxUnits.TryParseTime(patience?.Text ?? "", out var time) && time.TotalSeconds - 1 > present ? Math.Min(2 * present, (int)Math.Min(time.TotalSeconds - 1, Most)) : 2 * present;
    }

    private static IEnumerable<string> Commands(TimeLimit limit)
    {
        var unit = limit.Process?.Unit;
        if (limit.Kind == EvidenceKind.Config)
        {
            yield return $"editor {limit.Where[..limit.Where.LastIndexOf(':')].Quoted()}";
            yield return unit is not null ? $"systemctl reload {unit.Quoted()}" : limit.Process is { } master ? $"kill -USR2 {master.Pid}" : "systemctl reload php-fpm";
        }
        else if (unit is not null)
        {
            yield return $"systemctl edit --full {unit.Quoted()}";
            yield return $"systemctl restart {unit.Quoted()}";
        }
        else if (limit.Process is { } process)
        {
            yield return $"tr '\\0' ' ' </proc/{process.Pid}/cmdline";
        }
    }
}
