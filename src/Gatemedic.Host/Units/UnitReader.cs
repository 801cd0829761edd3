using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the systemd services of this host.</summary>
public static class UnitReader
{
    private const string What = "systemd services";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private static readonly string[] Arguments =
    [
        "show", "--type=service", "--all", "--no-pager",
        "--property=Id,ActiveState,SubState,Result,MainPID,ExecMainStatus,NRestarts,ExecStart,FragmentPath", "*.service",
    ];

    /// <summary>All services; none where systemd is not the init system, for then there are no units.</summary>
    public static async Task<Section<ImmutableArray<ServiceUnit>>> ReadAsync(CancellationToken cancellation)
    {
        // sd_booted(3): this directory exists exactly when systemd runs as init.
        if (!FileFacts.TryRead("/run/systemd/system", follow: true, out var facts, out _) || !facts.IsDirectory)
        {
            return Section.Seen(ImmutableArray<ServiceUnit>.Empty);
        }

        var output = await CommandReader.RunAsync("systemctl", Arguments, Bound, cancellation).ConfigureAwait(false);
        if (output is { End: CommandEnd.Exited, ExitCode: 0 })
        {
            return Section.Seen(UnitShowParser.Parse(output.Output));
        }

        var why = output.Errors.Trim().Split('\n')[0];
        return Section.Blind<ImmutableArray<ServiceUnit>>(
            What, why.Length > 0 ? why : $"systemctl ended with {output.ExitCode}", "run: systemctl show '*.service'");
    }
}
