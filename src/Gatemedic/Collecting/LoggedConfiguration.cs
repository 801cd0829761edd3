using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Nginx;

namespace Gatemedic.Collecting;

/// <summary>A configuration that says where is logged, in which formats, and what the routes in the logs lead to.</summary>
/// <param name="Files">Its files.</param>
/// <param name="MainPath">Absolute path of the main file.</param>
/// <param name="Root">Root of nginx's file system as we reach it.</param>
/// <param name="Model">What it means.</param>
internal sealed record LoggedConfiguration(IConfigFiles Files, string MainPath, string Root, ConfigModel Model)
{
    /// <summary>Zone in which its nginx writes times.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Where its nginx logs errors when nothing else is said.</summary>
    public string DefaultErrorLog { get; init; } = "/var/log/nginx/error.log";

    /// <summary>Why it says less than it should; null when it was read whole.</summary>
    public Blindness? Blind => Model.Tree.Error is { } fault
        ? new Blindness($"configuration {MainPath}", $"{fault.File}:{fault.Line}: {fault.Message}", Files.Read(MainPath).IsRead ? "gatemedic diagnose tells more" : "run as root, or name it with --conf")
        : null;

    /// <summary>
    /// The configurations that tell about the logs: the one named, else each running master's; that of an nginx that is only installed counts
    /// when no log is named.
    /// </summary>
    public static async Task<ImmutableArray<LoggedConfiguration>> ReadAsync(LogsRequest request, CancellationToken cancellation)
    {
        var builds = new BuildReader();
        var finder = new InstanceFinder(builds, request.Conf, request.Prefix);
        if (request.Offline)
        {
            return request.Conf is null ? [] : [Of(finder.Named(null))];
        }

        var masters = (await new MasterReader(builds).ReadAsync(ProcessTable.Read(), cancellation).ConfigureAwait(false)).Or([]);
        var isStranger = masters.IsEmpty && request.Conf is null && request.NamesLogs;
        return isStranger ? [] : [.. (await finder.FindAsync(masters, cancellation).ConfigureAwait(false)).Select(Of)];
    }

    private static LoggedConfiguration Of(InstancePlan plan)
    {
        var files = VisitorConfigFiles.For(new DiskConfigFiles(plan.Root), plan.ConfPath);
        var tree = ConfigParser.Parse(files, plan.ConfPath);
        var model = ConfigModel.From(tree, plan.Prefix, plan.Build?.ErrorLog(plan.Prefix) ?? "logs/error.log", plan.Build?.AccessLog(plan.Prefix) ?? "logs/access.log");
        return new LoggedConfiguration(files, plan.ConfPath, plan.Root, model) 
        {
            Zone = ZoneReader.Of(plan.Root),
            DefaultErrorLog = plan.Build?.ErrorLog(plan.Prefix) ?? "/var/log/nginx/error.log",
        };
    }
}
