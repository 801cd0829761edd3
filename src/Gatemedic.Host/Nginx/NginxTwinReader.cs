using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Finds out how another nginx like one of this host is started.</summary>
public static class NginxTwinReader
{
    private const string What = "a private nginx";
    private const string SetPriv = "/usr/bin/setpriv";

    /// <summary>For this instance; blind where none can or may be started.</summary>
    /// <param name="instance">The nginx that it is to be like.</param>
    /// <param name="master">That one's master; null when it does not run.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<Section<NginxTwin>> ReadAsync(NginxInstance instance, NginxMaster? master, CancellationToken cancellation)
    {
        var builds = new BuildReader();
        var root = master?.Root ?? "/";
        var build = master is null
            ? (await InstalledNginxReader.ReadAsync(builds, cancellation).ConfigureAwait(false)).Seen
            : (await builds.ReadAsync(RootedPath.Resolve(root, master.Exe), master.Exe, cancellation).ConfigureAwait(false)).Seen;
        if (build is null)
        {
            return Blind(master is null ? "no nginx is installed here" : $"{master.Exe} cannot be read");
        }

        if (master is { IsContained: true } || (root != "/" && !MasterKinship.SharesOurRoot(master!)))
        {
            return Blind("nginx lives in a container, whose programs are not run from outside");
        }

        if (!FileFacts.TryRead(RootedPath.Resolve(root, build.Exe), follow: true, out var facts, out var errno))
        {
            return Blind($"{build.Exe}: {Errno.Text(errno)}");
        }

        if (!ExecutableTrust.MayRun(facts))
        {
            return Blind($"{build.Exe} may be changed by others than root, so root does not run it");
        }

        var user = master is null ? null : MasterKinship.UserOf(master.Pid);
        if (!Libc.IsRoot && (master is { SharesOurNetwork: false } || root != "/" || (user is { } other && other.Uid != Libc.GetEffectiveUser())))
        {
            return Blind("only root can start one like it", "run as root");
        }

        var owner = Libc.IsRoot && user is { Uid: not 0 } ? user : null;
        return Section.Seen(new NginxTwin
        {
            Call = [.. Way(master), .. As(owner), build.Exe],
            Owner = owner,
            Modules = build.Modules,
            Files = new DiskConfigFiles(root),
        });
    }

    /// <summary>Into the file systems and the network of the other.</summary>
    private static ImmutableArray<string> Way(NginxMaster? master) => master switch
    {
        { Root: not "/", Pid: var pid } => ["nsenter", "-t", $"{pid}", "-m", "-u", "-i", "-n", "-r"],
        { SharesOurNetwork: false, Pid: var pid } => ["nsenter", "-t", $"{pid}", "-n"],
        _ => [],
    };

    /// <summary>As the other's user; and it ends when we do, even when we are killed, where util-linux (not busybox) can have that.</summary>
    private static ImmutableArray<string> As((int Uid, int Gid)? owner)
    {
        ImmutableArray<string> user = owner is { } other ? [$"--reuid={other.Uid}", $"--regid={other.Gid}", "--init-groups"] : [];
        ImmutableArray<string> death = FileFacts.TryRead(SetPriv, follow: false, out var facts, out _) && facts.IsRegular ? ["--pdeathsig", "TERM"] : [];
        return user.IsEmpty && death.IsEmpty ? [] : ["setpriv", .. death, .. user];
    }

    private static Section<NginxTwin> Blind(string why, string remedy = "") => Section.Blind<NginxTwin>(What, why, remedy);
}
