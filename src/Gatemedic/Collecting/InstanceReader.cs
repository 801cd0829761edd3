using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Collecting;

/// <summary>Reads the configuration of one nginx and the logs that it names.</summary>
internal sealed class InstanceReader(DiagnoseRequest request, SceneClock clock, CancellationToken cancellation)
{
    /// <summary>The instance; <paramref name="ownLogs"/> says that the logs named by the user belong to it.</summary>
    public async Task<NginxInstance> ReadAsync(InstancePlan plan, string id, bool ownLogs)
    {
        var disk = new DiskConfigFiles(plan.Root);
        var recording = new RecordingConfigFiles(VisitorConfigFiles.For(disk, plan.ConfPath));
        _ = ConfigParser.Parse(recording, plan.ConfPath);
        var snapshot = recording.ToSnapshot(plan.ConfPath, plan.Prefix);
        var instance = new NginxInstance
        {
            Id = id,
            MasterPid = plan.Master?.Pid,
            Version = plan.Master?.Version ?? (plan.Build is { } build
                ? Section.Seen(build.Version)
                : request.Offline
                    ? Section.Blind<string>("nginx's version", "--offline was given")
                    : Section.Blind<string>("nginx's version", "no nginx binary was found on this host", "install nginx, or run this where it runs")),
            Configuration = snapshot.Files is [{ IsRead: false } main]
                ? Section.Blind<ConfigSnapshot>($"configuration {plan.ConfPath}", main.Error!, main.Errno == 13 ? "run as root" : "name it with --conf FILE")
                : Section.Seen(snapshot),
            ModifiedAt = disk.ModifiedAt(snapshot.Files.Where(f => f.IsRead).Select(f => f.Path)),
            TouchedAt = disk.TouchedAt(snapshot),
            DefaultErrorLog = plan.Build?.ErrorLog(plan.Prefix),
            DefaultAccessLog = plan.Build?.AccessLog(plan.Prefix),
            TempPaths = plan.Build?.TempPaths(plan.Prefix) ?? [],
        };
        var named = NamedLogs();
        var wanted = ownLogs && !named.IsEmpty ? named : instance.Model()?.Logs ?? (plan.Master is null ? [] : Compiled(instance));
        return instance with { Logs = await ReadLogsAsync(wanted, plan.Root, plan.Master, instance.Model()).ConfigureAwait(false) };
    }

    /// <summary>Logs that were named without any configuration to go with them.</summary>
    public async Task<NginxInstance> ReadLogsOnlyAsync() => new()
    {
        Id = "logs",
        Version = Section.Blind<string>("nginx's version", "only logs were given", ""),
        Configuration = Section.Blind<ConfigSnapshot>("nginx's configuration", "only logs were given", "name it with --conf FILE"),
        Logs = await ReadLogsAsync(NamedLogs(), "/", null, null).ConfigureAwait(false),
    };

    /// <summary>Where the configuration of an nginx that runs is hidden, the logs that it most likely writes.</summary>
    private static ImmutableArray<LogTarget> Compiled(NginxInstance instance) =>
    [
        .. instance.DefaultErrorLog is { } error ? [new LogTarget(LogKind.Error, error, null, "error", "", 0)] : Array.Empty<LogTarget>(),
        .. instance.DefaultAccessLog is { } access ? [new LogTarget(LogKind.Access, access, null, null, "", 0)] : Array.Empty<LogTarget>(),
    ];

    private ImmutableArray<LogTarget> NamedLogs() =>
    [
        .. request.ErrorLogs.Select(p => new LogTarget(LogKind.Error, Path.GetFullPath(p), null, "error", "", 0)),
        .. request.AccessLogs.Select(p => new LogTarget(LogKind.Access, Path.GetFullPath(p), null, null, "", 0)),
    ];

    private async Task<ImmutableArray<LogSection>> ReadLogsAsync(ImmutableArray<LogTarget> logs, string root, NginxMaster? master, ConfigModel? model)
    {
        // The budget of a run is for all logs; half of it is left for the questions.
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        budget.CancelAfter(request.Timeout / 2);
        var read = await Task.WhenAll(logs.Select(l => Task.Run(() => ReadSetAsync(l, root, master, model, budget.Token), CancellationToken.None))).ConfigureAwait(false);
        return [.. read.SelectMany(r => r)];
    }

    /// <summary>The log, and where it begins within the time asked for or is gone, those that were rotated from it within that time.</summary>
    private async Task<List<LogSection>> ReadSetAsync(LogTarget log, string root, NginxMaster? master, ConfigModel? model, CancellationToken stop)
    {
        List<LogSection> sections = [await ReadAsync(log, root, master, model, stop).ConfigureAwait(false)];
        if (clock.Since is { } since && sections[0].Summary.Seen is var newest && newest?.Cut is null && !(newest?.From <= since))
        {
            foreach (var older in LogDirectory.RotatedSince(since, log.Path, root))
            {
                var section = await ReadAsync(log with { Path = older, Format = Written(log, model) }, root, master, model, stop).ConfigureAwait(false);
                if (section.Summary.IsSeen)
                {
                    sections.Add(section);
                }
            }
        }

        return sections;
    }

    private async Task<LogSection> ReadAsync(LogTarget log, string root, NginxMaster? master, ConfigModel? model, CancellationToken stop)
    {
        var kind = log.Kind == LogKind.Error ? "error" : "access";
        var kept = master is null ? null : await NginxOutputReader.OpenAsync(master, log.Path, clock.Since, stop).ConfigureAwait(false);
        var opened = kept is null ? LogFileReader.Open($"{kind} log {log.Path}", log.Path, root) : Section.Seen(kept);
        if (!opened.IsSeen)
        {
            return new LogSection(log.Path, log.Kind, new Section<LogSummary> { Blind = opened.Blind });
        }

        await using var stream = opened.Seen;
        var reading = new LogReading { Name = log.Path, Since = clock.Since, Zone = TimeZoneInfo.Local, Stop = stop };
        return new LogSection(log.Path, log.Kind, Section.Seen(log.Kind == LogKind.Error
            ? LogTail.ReadErrors(stream, reading)
            : LogTail.ReadAccess(stream, FormatOf(log, model), reading)));
    }

    /// <summary>The format of the log's own directive; for a log named by the user, that of the directive with the same file name.</summary>
    private static LogFormat? Written(LogTarget log, ConfigModel? model) => log.Format
        ?? model?.Logs.FirstOrDefault(l => l.Kind == LogKind.Access && l.Path == log.Path)?.Format
        ?? model?.Logs.FirstOrDefault(l => l.Kind == LogKind.Access && Path.GetFileName(l.Path) == Path.GetFileName(log.Path))?.Format;

    private static AccessFormat FormatOf(LogTarget log, ConfigModel? model) =>
        Written(log, model) is not { Name: not "combined" } format ? AccessFormat.Combined : AccessFormat.Parse(format.Text, format.Escape);
}
