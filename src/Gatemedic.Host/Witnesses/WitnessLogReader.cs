using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the newest part of the logs of applications, their managers and the kernel, side by side.</summary>
public static class WitnessLogReader
{
    private const int MostLogs = 40;

    /// <summary>All that could be found; a log that may not be read says so itself.</summary>
    /// <param name="table">The processes.</param>
    /// <param name="places">Where to look.</param>
    /// <param name="clock">The window that counts.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<Section<ImmutableArray<WitnessLog>>> ReadAsync(ProcessTable table, WitnessPlaces places, SceneClock clock, CancellationToken cancellation)
    {
        var journal = JournalReader.ReadAsync(table, places, clock, cancellation);
        var kernel = Task.Run(() => KernelLogReader.Read(clock, cancellation), cancellation);
        var files = await Task.Run(() => Files(table, places, clock, cancellation), cancellation).ConfigureAwait(false);
        return Section.Seen<ImmutableArray<WitnessLog>>([.. files, .. await journal.ConfigureAwait(false), .. await kernel.ConfigureAwait(false)]);
    }

    private static ImmutableArray<WitnessLog> Files(ProcessTable table, WitnessPlaces places, SceneClock clock, CancellationToken cancellation)
    {
        var processes = new ProcessLogs(table);
        // What a manager names is known by the name that its owner uses.
        FoundLog[] logs = [.. ManagedLogs.Find(places.Programs).Concat(processes.Find(places)).DistinctBy(l => l.Name).Take(MostLogs)];
        var named = new NamedFiles(places.Named);
        var read = new WitnessLog?[logs.Length];
        Parallel.For(0, logs.Length, i => read[i] = named.NameOf(logs[i].Path) is { } name ? Unread(logs[i], name) : TailReader.Read(logs[i], clock, cancellation));
        return processes.Blind is { } blind
            ? [.. read.OfType<WitnessLog>().Where(IsTelling), new WitnessLog { Source = "lsof", Origin = WitnessOrigin.File, Blind = blind }]
            : [.. read.OfType<WitnessLog>().Where(IsTelling)];
    }

    /// <summary>Whose a log is that is read elsewhere.</summary>
    private static WitnessLog Unread(FoundLog log, string name) => new() { Source = name, Origin = log.Origin, Owner = log.Owner, Pids = log.Pids, IsNamed = true };

    private static bool IsTelling(WitnessLog log) => log.Blind is not null || log.IsNamed || !log.Groups.IsEmpty;
}
