using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Collecting;

/// <summary>Which logs are meant: those named, else those of the configurations.</summary>
internal sealed class WantedLogs(LogsRequest request, ImmutableArray<LoggedConfiguration> configurations)
{
    private readonly List<Blindness> _blind = [];

    /// <summary>Directories that could not be listed, and files beyond what is taken of one.</summary>
    public IReadOnlyList<Blindness> Blind => _blind;

    /// <summary>All, in the order given.</summary>
    public ImmutableArray<WantedLog> All()
    {
        _blind.Clear();
        return request.NamesLogs ? [.. Named()] : [.. Configured()];
    }

    private IEnumerable<WantedLog> Named() =>
    [
        .. request.ErrorLogs.Select(p => Named(p, LogKind.Error)),
        .. request.AccessLogs.Select(p => Named(p, LogKind.Access)),
        .. request.OtherLogs.Select(p => Named(p, null)),
        .. request.Paths.SelectMany(p => p != "-" && Directory.Exists(p) ? Found(Path.GetFullPath(p)) : [Named(p, null)]),
    ];

    private WantedLog Named(string path, LogKind? kind)
    {
        var full = path == "-" ? path : Path.GetFullPath(path);
        return new WantedLog(full) { Kind = kind, Formats = Formats(full), Zone = request.Zone ?? TimeZoneInfo.Local, IsZoneGiven = request.Zone is not null };
    }

    private IEnumerable<WantedLog> Found(string directory)
    {
        IReadOnlyList<string> files;
        try
        {
            files = LogDirectory.Find(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _blind.Add(new Blindness($"directory {directory}", e.Message, "name its files, or run as root"));
            return [];
        }

        if (files.Count > LogDirectory.MostFiles)
        {
            _blind.Add(new Blindness($"directory {directory}", $"it has more than {LogDirectory.MostFiles} logs, of which so many are read", "name a directory below it, or files"));
        }

        if (files.Count == 0)
        {
            _blind.Add(new Blindness($"directory {directory}", "there is no log in it", "name its files"));
        }

        return files.Take(LogDirectory.MostFiles).Select(f => Named(f, null) with { IsFound = true });
    }

    private IEnumerable<WantedLog> Configured() =>
        from configuration in configurations
        from log in configuration.Model.Logs
        select new WantedLog(log.Path)
        {
            Root = configuration.Root,
            Kind = log.Kind,
            Formats = log.Kind == LogKind.Access ? Formats(log.Path) : [],
            Zone = request.Zone ?? configuration.Zone,
            IsZoneGiven = request.Zone is not null,
        };

    /// <summary>The format of the log of this path, then of those with this file name, then all others: a configuration is reloaded, a log is not rewritten.</summary>
    private ImmutableArray<AccessFormat> Formats(string path)
    {
        if (request.Format is { } given)
        {
            return [given];
        }

        var current = LogDirectory.SetOf(path);
        var (full, name) = (path == "-" ? "" : current, Path.GetFileName(current));
        return
        [
            .. from log in configurations.SelectMany(c => c.Model.Logs)
               where log.Format is not null
               orderby log.Path == full ? 0 : Path.GetFileName(log.Path) == name ? 1 : 2
               group log by log.Format into alike
               select alike.Key.Name == "combined" ? AccessFormat.Combined : AccessFormat.Parse(alike.Key.Text, alike.Key.Escape),
        ];
    }
}
