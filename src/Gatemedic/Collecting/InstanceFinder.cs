using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Host;

namespace Gatemedic.Collecting;

/// <summary>Which nginx to read: what runs, or what was named.</summary>
/// <param name="ConfPath">Absolute path of the main configuration.</param>
/// <param name="Prefix">Absolute prefix.</param>
/// <param name="Root">Root of its file system as we reach it.</param>
/// <param name="Build">What was compiled into it; null when it was not found.</param>
/// <param name="Master">The running master, or null.</param>
internal sealed record InstancePlan(string ConfPath, string Prefix, string Root, NginxBuild? Build, NginxMaster? Master);

/// <summary>Finds the nginx that is meant: the one whose configuration was named, else each that runs, else the installed one.</summary>
/// <param name="builds">Asks binaries how they were built.</param>
/// <param name="conf">--conf, as given.</param>
/// <param name="prefix">--prefix, as given.</param>
internal sealed class InstanceFinder(BuildReader builds, string? conf, string? prefix)
{
    /// <summary>The instances on this host, given the masters that run; empty when there is neither a master nor an installed nginx.</summary>
    public async Task<ImmutableArray<InstancePlan>> FindAsync(ImmutableArray<NginxMaster> masters, CancellationToken cancellation)
    {
        if (conf is not null)
        {
            var path = Path.GetFullPath(conf);
            var running = masters.FirstOrDefault(m => m.Root == "/" && SamePath(m.ConfPath, path));
            return running is not null
                ? [await PlanAsync(running, cancellation).ConfigureAwait(false)]
                : [Named((await InstalledNginxReader.ReadAsync(builds, cancellation).ConfigureAwait(false)).Seen)];
        }

        if (!masters.IsEmpty)
        {
            return [.. await Task.WhenAll(masters.Select(m => PlanAsync(m, cancellation))).ConfigureAwait(false)];
        }

        var installed = (await InstalledNginxReader.ReadAsync(builds, cancellation).ConfigureAwait(false)).Seen;
        return installed is null ? [] : [new InstancePlan(installed.ConfPath, installed.Prefix, "/", installed, null)];
    }

    /// <summary>The configuration that was named, without looking at what runs.</summary>
    /// <param name="build">The nginx that would load it, when it is known.</param>
    public InstancePlan Named(NginxBuild? build)
    {
        var path = Path.GetFullPath(conf!);
        return new InstancePlan(path, prefix is null ? build?.Prefix ?? Path.GetDirectoryName(path) ?? "/" : Path.GetFullPath(prefix), "/", build, null);
    }

    private async Task<InstancePlan> PlanAsync(NginxMaster master, CancellationToken cancellation)
    {
        var build = await builds.ReadAsync($"/proc/{master.Pid}/exe", master.Exe, cancellation).ConfigureAwait(false);
        return new InstancePlan(master.ConfPath, master.Prefix, master.Root, build.Seen, master);
    }

    private static bool SamePath(string a, string b) => Real(a) == Real(b);

    private static string Real(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It does not exist, or may not be reached: reading it will say so.
            return path;
        }
    }
}
