using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>Asks journald, once for all of them, what the units say that own listeners, fail, restart or changed of late.</summary>
internal static class JournalReader
{
    private const int MostUnits = 40;
    private const int MostLines = 500;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    /// <summary>A log for each unit that said something; none where systemd is not the init system.</summary>
    public static async Task<ImmutableArray<WitnessLog>> ReadAsync(ProcessTable table, WitnessPlaces places, SceneClock clock, CancellationToken cancellation)
    {
        var units = UnitsOf(table, places, clock);
        if (units.IsEmpty)
        {
            return [];
        }

        var output = await CommandReader.RunAsync("journalctl", Arguments(units, clock), Bound, cancellation).ConfigureAwait(false);
        if (output.End != CommandEnd.Exited || (output.Output.Length == 0 && output.Errors.Contains("not seeing messages", StringComparison.Ordinal)))
        {
            var why = output.End == CommandEnd.Exited ? "not permitted to see the messages of others" : output.Errors;
            var blind = new Blindness("the journal of services", why, "run as root or as a member of the group systemd-journal");
            return [new WitnessLog { Source = "journalctl", Origin = WitnessOrigin.Journal, Blind = blind }];
        }

        return [.. JournalSplitter.ByUnit(output.Output, units).Select(part => Read(part.Key, part.Value, clock, cancellation)).Where(l => !l.Groups.IsEmpty)];
    }

    private static ImmutableArray<string> UnitsOf(ProcessTable table, WitnessPlaces places, SceneClock clock)
    {
        var known = places.Units.Select(u => u.Name).ToHashSet();
        var owning = places.Owners.Select(pid => table.Cgroup(pid).Unit).OfType<string>();
        var troubled = places.Units.Where(u => u.ActiveState is "failed" or "activating" || u.Restarts > 0 || u.ChangedAt >= clock.Since).Select(u => u.Name);
        return [.. troubled.Concat(owning).Where(known.Contains).Distinct().Take(MostUnits)];
    }

    private static IEnumerable<string> Arguments(ImmutableArray<string> units, SceneClock clock)
    {
        yield return "--output=json";
        yield return "--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_COMM,_PID,_SYSTEMD_UNIT,UNIT,OBJECT_SYSTEMD_UNIT,COREDUMP_UNIT";
        yield return "--no-pager";
        yield return "--quiet";
        yield return $"--lines={MostLines}";
        if (clock.Since is { } since)
        {
            yield return $"--since=@{since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        }

        foreach (var unit in units)
        {
            yield return $"--unit={unit}";
        }
    }

    private static WitnessLog Read(string unit, StringBuilder lines, SceneClock clock, CancellationToken cancellation)
    {
        var name = $"journalctl -u {unit}";
        var reading = new LogReading { Name = name, Zone = TimeZoneInfo.Local, Since = clock.Since, Stop = cancellation };
        return new WitnessLog
        {
            Source = name,
            Origin = WitnessOrigin.Journal,
            Owner = unit,
            Groups = WitnessTail.Read(new MemoryBytes(Encoding.UTF8.GetBytes(lines.ToString())), reading, clock.Now),
        };
    }
}
