using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Asks every running supervisor, over the socket that its configuration names, about its programs. It is only asked, never told.</summary>
internal static class SupervisorReader
{
    private const int ConfigLimit = 1024 * 1024;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>The programs of one supervisord.</summary>
    public static async Task<Section<ImmutableArray<ManagedProgram>>> ReadAsync(ProcessTable table, int pid, CancellationToken cancellation)
    {
        var root = MasterReader.RootOf(table, pid, table.Cgroup(pid).Container);
        var arguments = table.Arguments(pid);
        var config = SupervisorConfig.Find(arguments, table.Link(pid, "cwd") ?? "/", path => Text(RootedPath.Resolve(root, path)));
        if (config is null)
        {
            return Blind(pid, "its configuration cannot be read, or names no unix socket");
        }

        var socket = RootedPath.Resolve(root, config.Socket);
        var answers = await Task.WhenAll(
            Ask(socket, "supervisor.getAllProcessInfo", config, cancellation),
            Ask(socket, "supervisor.getAllConfigInfo", config, cancellation)).ConfigureAwait(false);
        if (answers[0] is not { } states || XmlRpc.Status(states) != 200)
        {
            return Blind(pid, answers[0] is null ? $"{config.Socket} does not answer us" : $"{config.Socket} answers {XmlRpc.Status(answers[0])}");
        }

        // Versions before 4.2 do not know the second question.
        var settings = XmlRpc.Rows(answers[1]).DistinctBy(Name).ToDictionary(Name);
        return Section.Seen<ImmutableArray<ManagedProgram>>([.. XmlRpc.Rows(states).Select(row => Program(row, settings.GetValueOrDefault(Name(row))))]);
    }

    private static Task<byte[]?> Ask(string socket, string method, SupervisorConfig config, CancellationToken cancellation) =>
        LocalCall.AskAsync(socket, XmlRpc.Call(method, config.Authorization), _ => false, Bound, cancellation);

    internal static ManagedProgram Program(IReadOnlyDictionary<string, string> row, IReadOnlyDictionary<string, string>? settings)
    {
        int Number(string name) => int.TryParse(row.GetValueOrDefault(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var (state, changed) = (row.GetValueOrDefault("statename", ""), Math.Max(Number("start"), Number("stop")));
        return new ManagedProgram
        {
            Manager = "supervisor",
            Name = Name(row),
            State = state,
            Pid = Number("pid"),
            Command = Redaction.Line(settings?.GetValueOrDefault("command") ?? ""),
            Directory = settings?.GetValueOrDefault("directory") is { Length: > 0 } directory && directory != "none" ? directory : null,
            ExitStatus = state is "EXITED" ? Number("exitstatus") : null,
            Text = Redaction.Line(row.GetValueOrDefault("spawnerr") is { Length: > 0 } error ? error : row.GetValueOrDefault("description", "")),
            Logs = [.. ((string[])["stdout_logfile", "stderr_logfile"]).Select(n => row.GetValueOrDefault(n, "")).Where(p => p.StartsWith('/') && !p.StartsWith("/dev/", StringComparison.Ordinal)).Distinct()],
            ChangedAt = changed > 0 ? DateTimeOffset.FromUnixTimeSeconds(changed) : null,
        };
    }

    /// <summary>As supervisorctl takes it: "group:name" where the two differ.</summary>
    private static string Name(IReadOnlyDictionary<string, string> row)
    {
        var (group, name) = (row.GetValueOrDefault("group", ""), row.GetValueOrDefault("name", ""));
        return group.Length == 0 || group == name ? name : $"{group}:{name}";
    }

    private static string? Text(string path) => BoundedFile.Read(path, ConfigLimit, out _, out _) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static Section<ImmutableArray<ManagedProgram>> Blind(int pid, string why) =>
        Section.Blind<ImmutableArray<ManagedProgram>>($"programs of the supervisord with pid {pid}", why, "run as root: supervisorctl status");
}
