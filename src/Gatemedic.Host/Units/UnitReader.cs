using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the systemd services of this host, and the sockets that start them.</summary>
public static class UnitReader
{
    private const string What = "systemd services";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private static readonly string[] Arguments =
    [
        "show", "--all", "--no-pager",
        "--property=Id,LoadState,Type,ActiveState,SubState,Result,MainPID,ExecMainStatus,NRestarts,ExecStart,Environment,Listen,UnitFileState,FragmentPath,"
            + "DropInPaths,NeedDaemonReload,Restart,StateChangeTimestampMonotonic,MemoryMax,LimitNOFILE,LimitNOFILESoft",
        "--",
    ];

    /// <summary>All services; none where systemd is not the init system, for then there are no units.</summary>
    public static async Task<Section<ImmutableArray<ServiceUnit>>> ReadAsync(CancellationToken cancellation)
    {
        // sd_booted(3): this directory exists exactly when systemd runs as init.
        if (!FileFacts.TryRead("/run/systemd/system", follow: true, out var facts, out _) || !facts.IsDirectory)
        {
            return Section.Seen(ImmutableArray<ServiceUnit>.Empty);
        }

        var output = await CommandReader.RunAsync("systemctl", [.. Arguments, "*.service", "*.socket"], Bound, cancellation).ConfigureAwait(false);
        if (output is { End: CommandEnd.Exited, ExitCode: 0 })
        {
            var clock = BootClock.ReadMonotonic();
            var loaded = UnitShowParser.Parse(output.Output, clock);

            // A pattern matches only what systemd has in memory, and it forgets a service that is stopped and disabled.
            var forgotten = UnitFiles.Names().Except(loaded.Select(u => u.Name)).ToArray();
            var further = forgotten.Length == 0 ? null
                : await CommandReader.RunAsync("systemctl", [.. Arguments, .. forgotten], Bound, cancellation).ConfigureAwait(false);
            return Section.Seen(further is { End: CommandEnd.Exited } ? loaded.AddRange(UnitShowParser.Parse(further.Output, clock)) : loaded);
        }

        var why = output.Errors.Trim().Split('\n')[0];
        return Section.Blind<ImmutableArray<ServiceUnit>>(
            What, why.Length > 0 ? why : $"systemctl ended with {output.ExitCode}", "run: systemctl show '*.service'");
    }
}
