using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads what <c>systemctl show</c> prints: blocks of NAME=VALUE lines with an empty line between units.</summary>
internal static class UnitShowParser
{
    /// <summary>The services, in order; those without a state or a unit file are passed over.</summary>
    /// <param name="text">What systemctl printed.</param>
    /// <param name="clock">Turns its microseconds of CLOCK_MONOTONIC into times of day.</param>
    public static ImmutableArray<ServiceUnit> Parse(string text, BootClock clock)
    {
        var units = ImmutableArray.CreateBuilder<ServiceUnit>();
        var values = new Dictionary<string, string>();
        foreach (var line in text.Split('\n').Append(""))
        {
            if (line.Length == 0)
            {
                if (Unit(values, clock) is { } unit)
                {
                    units.Add(unit);
                }

                values.Clear();
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                // Of several ExecStart lines the first is the one that a person looks for.
                var (name, value) = (line[..equals], line[(equals + 1)..].TrimEnd('\r'));
                if (!values.TryAdd(name, value) && name == "Listen")
                {
                    values[name] += " " + value;
                }
            }
        }

        return units.ToImmutable();
    }

    private static readonly string[] PlaceNames = ["PORT", "BIND", "LISTEN", "ADDR", "ADDRESS", "ADDRS", "SOCKET", "URLS"];

    private static ServiceUnit? Unit(Dictionary<string, string> values, BootClock clock)
    {
        string Text(string name) => values.GetValueOrDefault(name) ?? "";
        string? Known(string name) => Text(name) is { Length: > 0 } text ? text : null;
        int Number(string name) => int.TryParse(Text(name), out var n) ? n : 0;

        // "infinity" is no limit; systemds before 231 write it as the largest number.
        long? Limit(string name) => ulong.TryParse(Text(name), out var n) && n < long.MaxValue ? (long)n : null;

        // What another unit only names, and what is masked, cannot be started.
        return Text("Id").Length == 0 || Text("ActiveState").Length == 0 || Text("LoadState") is "not-found" or "masked"
            ? null
            : new ServiceUnit
            {
                Name = Text("Id"),
                Type = Known("Type"),
                ActiveState = Text("ActiveState"),
                SubState = Text("SubState"),
                Result = Text("Result"),
                MainPid = Number("MainPID"),
                ExitStatus = Number("ExecMainStatus"),
                Restarts = Number("NRestarts"),
                Command = Redaction.Line(Command(Text("ExecStart"))),
                Places = Places(Text("Environment")) + Text("Listen") is { Length: > 0 } places ? Redaction.Line(places) : null,
                FileState = Known("UnitFileState"),
                FragmentPath = Known("FragmentPath"),
                DropIns = Known("DropInPaths") is { } paths ? [.. paths.Split(' ', StringSplitOptions.RemoveEmptyEntries)] : [],
                NeedsDaemonReload = Text("NeedDaemonReload") == "yes",
                Restart = Text("Restart"),
                ChangedAt = Limit("StateChangeTimestampMonotonic") is > 0 and var micros ? clock.After(micros) : null,
                MemoryMax = Limit("MemoryMax"),
                FileLimit = Limit("LimitNOFILE"),
                SoftFileLimit = Limit("LimitNOFILESoft"),
            };
    }

    // Only what says where it listens: PORT=3000, APP_BIND=..., ASPNETCORE_URLS=...; the rest of an environment may be secret.
    private static string Places(string environment) => string.Join(
        ' ',
        environment.Split(' ').Where(word =>
            word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
            && PlaceNames.Contains(word[..equals].Split('_')[^1].ToUpperInvariant())));

    // { path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g daemon on; ; ignore_errors=no ; ... }
    private static string Command(string execStart)
    {
        const string Start = "argv[]=";
        var start = execStart.IndexOf(Start, StringComparison.Ordinal);
        var end = execStart.IndexOf(" ; ignore_errors=", StringComparison.Ordinal);
        return start < 0 || end < start ? "" : execStart[(start + Start.Length)..end];
    }
}
