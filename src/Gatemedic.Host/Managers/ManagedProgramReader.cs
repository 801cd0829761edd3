using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the programs of every supervisor and PM2 that runs here.</summary>
public static class ManagedProgramReader
{
    private const int MostManagers = 16;

    /// <summary>All programs; blind when a manager runs and none would tell.</summary>
    public static async Task<Section<ImmutableArray<ManagedProgram>>> ReadAsync(ProcessTable table, CancellationToken cancellation)
    {
        var asked = new List<Task<Section<ImmutableArray<ManagedProgram>>>>();
        foreach (var stat in table.All.Where(p => p.State is not ('Z' or 'X')).OrderBy(p => p.Pid))
        {
            if (asked.Count >= MostManagers)
            {
                break;
            }

            if (stat.Name == "supervisord")
            {
                asked.Add(SupervisorReader.ReadAsync(table, stat.Pid, cancellation));
            }
            else if (stat.Name.StartsWith("PM2 ", StringComparison.Ordinal) && Pm2Reader.IsDaemon(table.Arguments(stat.Pid).FirstOrDefault() ?? ""))
            {
                asked.Add(Pm2Reader.ReadAsync(table, stat.Pid, cancellation));
            }
        }

        var told = await Task.WhenAll(asked).ConfigureAwait(false);
        return told.Length > 0 && told.All(t => !t.IsSeen) ? told[0] : Section.Seen<ImmutableArray<ManagedProgram>>([.. told.SelectMany(t => t.Or([]))]);
    }
}
