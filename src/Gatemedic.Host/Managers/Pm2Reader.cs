using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>
/// Asks every running PM2 daemon about its programs, with the question that <c>pm2 list</c> asks. The command pm2 itself is never run: it would start
/// a daemon where there is none.
/// </summary>
internal static partial class Pm2Reader
{
    private const int MostPrograms = 500;
    private const string Question = "j:{\"type\":\"call\",\"method\":\"getMonitorData\",\"args\":[{}]}";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>The process is such a daemon: its title names its home.</summary>
    public static bool IsDaemon(string title) => Title().IsMatch(title);

    /// <summary>The programs of one daemon.</summary>
    public static async Task<Section<ImmutableArray<ManagedProgram>>> ReadAsync(ProcessTable table, int pid, CancellationToken cancellation)
    {
        var home = Title().Match(table.Arguments(pid).FirstOrDefault() ?? "").Groups[1].Value;
        var root = MasterReader.RootOf(table, pid, table.Cgroup(pid).Container);
        var user = table.Status(pid) is { } status ? table.Names.User(status.Uid) : null;
        var answer = await LocalCall.AskAsync(
            RootedPath.Resolve(root, $"{home}/rpc.sock"), Amp.Frame(Question, "s:gatemedic:0"), bytes => !Amp.Arguments(bytes).IsEmpty, Bound, cancellation).ConfigureAwait(false);
        return answer is not null && Amp.Arguments(answer) is [var data, ..]
            ? Section.Seen(Programs(data, user))
            : Section.Blind<ImmutableArray<ManagedProgram>>($"programs of the PM2 in {home}", "its daemon does not answer us", $"run as root or as {user}: pm2 list");
    }

    /// <summary>The programs of an answer; none where it is not understood.</summary>
    internal static ImmutableArray<ManagedProgram> Programs(ReadOnlyMemory<byte> answer, string? user)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Span.StartsWith("j:"u8) ? answer[2..] : answer);
            return [.. json.RootElement.GetProperty("args")[0].EnumerateArray().Take(MostPrograms).Select(p => Program(p, user))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return [];
        }
    }

    private static ManagedProgram Program(JsonElement element, string? user)
    {
        // Its environment is the application's own: only what is named here leaves it.
        var env = element.GetProperty("pm2_env");
        string Text(string name) => env.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        int? Number(string name) => env.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) ? n : null;
        var arguments = env.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Array
            ? args.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)
            : [];
        var state = Text("status");
        return new ManagedProgram
        {
            Manager = "pm2",
            Name = Text("name"),
            State = state,
            Pid = element.TryGetProperty("pid", out var pid) && pid.TryGetInt32(out var number) ? number : 0,
            Command = Redaction.Command([.. ((string[])[Text("exec_interpreter"), Text("pm_exec_path")]).Where(w => w.Length > 0 && w != "none"), .. arguments]),
            Directory = Text("pm_cwd") is { Length: > 0 } directory ? directory : null,
            ExitStatus = state == "online" ? null : Number("exit_code"),
            Restarts = Number("restart_time"),
            User = user,
            Logs = [.. ((string[])[Text("pm_out_log_path"), Text("pm_err_log_path")]).Where(p => p.StartsWith('/') && !p.StartsWith("/dev/", StringComparison.Ordinal)).Distinct()],
            ChangedAt = env.TryGetProperty("pm_uptime", out var since) && since.ValueKind == JsonValueKind.Number && since.TryGetInt64(out var ms) && ms is > 0 and < 253_402_300_799_999
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        };
    }

    [GeneratedRegex(@"^PM2 v\S+: God Daemon \((/[^)]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
