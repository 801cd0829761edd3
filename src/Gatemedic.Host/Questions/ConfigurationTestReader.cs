using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Has nginx test the configuration of an instance without writing anything.</summary>
internal sealed class ConfigurationTestReader(BuildReader builds)
{
    private const string NoReadOnlyView = "no read-only view of the file systems could be made";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    /// <summary>What nginx says of it; blind with the command to run where it cannot be asked safely.</summary>
    public async Task<Section<ConfigurationTest>> ReadAsync(Scene scene, string instanceId, CancellationToken cancellation)
    {
        var instance = scene.Instances.FirstOrDefault(i => i.Id == instanceId);
        var master = scene.Masters.Or([]).FirstOrDefault(m => m.Pid == instance?.MasterPid);
        var exe = master?.Exe ?? (await InstalledNginxReader.ReadAsync(builds, cancellation).ConfigureAwait(false)).Seen?.Exe;
        if (instance is null || exe is null)
        {
            return Blind(instanceId, "no nginx is installed here", "");
        }

        var command = Command(exe, instance, master);
        var byHand = (master?.Container is { } container ? $"run: docker exec {container.ShortId()} " : "run as root: ") + string.Join(' ', command.Select(Quoted));
        var isElsewhere = master is { Root: not "/" };
        if (isElsewhere && !Libc.IsRoot)
        {
            return Blind(instanceId, "nginx lives in a container or another mount namespace", byHand);
        }

        // What is root's in a container is what the container's people put there, and it would run with the host root's rights.
        if (isElsewhere && !MasterKinship.SharesOurRoot(master!))
        {
            return Blind(instanceId, "nginx lives in a container, whose programs are not run from outside", byHand);
        }

        // What runs is resolved inside nginx's own root, so that is where it is judged.
        if (!FileFacts.TryRead(RootedPath.Resolve(master?.Root ?? "/", exe), follow: true, out var facts, out var errno))
        {
            return Blind(instanceId, $"{exe}: {Errno.Text(errno)}", byHand);
        }

        if (!ExecutableTrust.MayRun(facts))
        {
            return Blind(instanceId, $"{exe} may be changed by others than root, so root does not run it", byHand);
        }

        if (MountPoints.Writable(isElsewhere ? $"{master!.Pid}" : "self") is not { } mountPoints)
        {
            return Blind(instanceId, NoReadOnlyView, byHand);
        }

        // A configuration of another user may load that user's modules: root must not run them.
        var user = Libc.IsRoot && master is not null && MasterKinship.UserOf(master.Pid) is { Uid: not 0 } other ? other : ((int, int)?)null;
        var plan = ConfigurationTestPlan.Make(
            command,
            mountPoints,
            isElsewhere ? master!.Pid : null,
            Libc.IsRoot,
            user);
        var output = await CommandReader.RunAsync(plan.Program, plan.Arguments, Bound, cancellation).ConfigureAwait(false);
        return output switch
        {
            { End: not CommandEnd.Exited } => Blind(instanceId, output.Errors, byHand),
            { ExitCode: ConfigurationTestPlan.NotReadOnly } => Blind(instanceId, NoReadOnlyView, byHand),
            _ when !output.Errors.Contains("nginx", StringComparison.OrdinalIgnoreCase) && output.ExitCode != 0 =>
                Blind(instanceId, output.Errors.Trim().Split('\n')[0], byHand),
            _ => ConfigurationTestParser.Parse(output.Errors, asRoot: Libc.IsRoot && user is null) switch
            {
                { Blind: { } blind } => Blind(instanceId, blind.Why, byHand),
                var seen => seen,
            },
        };
    }

    private static ImmutableArray<string> Command(string exe, NginxInstance instance, NginxMaster? master)
    {
        // What the user named with --conf counts before what the master was started with.
        var conf = instance.Configuration.Seen?.MainPath ?? master?.ConfPath ?? instance.Id;
        var prefix = instance.Configuration.Seen?.Prefix ?? master?.Prefix ?? "";
        ImmutableArray<string> command = [exe, "-t", "-c", conf];
        command = prefix.Length > 0 ? [.. command, "-p", prefix] : command;
        return master?.GlobalDirectives is { Length: > 0 } globals ? [.. command, "-g", globals] : command;
    }

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static Section<ConfigurationTest> Blind(string id, string why, string remedy) =>
        Section.Blind<ConfigurationTest>($"nginx -t of {id}", why, remedy);
}
