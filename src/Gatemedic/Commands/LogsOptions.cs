using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Logs;

namespace Gatemedic.Commands;

/// <summary>What the user asked of logs.</summary>
internal sealed record LogsRequest
{
    private static readonly TimeSpan UsualSpan = TimeSpan.FromMinutes(15);

    /// <summary>Files and directories as given; "-" is standard input.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>--conf, as given.</summary>
    public string? Conf { get; init; }

    /// <summary>--prefix, as given.</summary>
    public string? Prefix { get; init; }

    /// <summary>--error-log, in order.</summary>
    public ImmutableArray<string> ErrorLogs { get; init; } = [];

    /// <summary>--access-log, in order.</summary>
    public ImmutableArray<string> AccessLogs { get; init; } = [];

    /// <summary>--log, in order.</summary>
    public ImmutableArray<string> OtherLogs { get; init; } = [];

    /// <summary>--log-format with --log-escape; null when not given.</summary>
    public AccessFormat? Format { get; init; }

    /// <summary>--since, as given.</summary>
    public string? Since { get; init; }

    /// <summary>--until, as given.</summary>
    public string? Until { get; init; }

    /// <summary>--zone: of times that are written without one; null for that of the nginx that writes them, else this host's.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>--rotated: read the older logs beside each as well.</summary>
    public bool Rotated { get; init; }

    /// <summary>--url.</summary>
    public Uri? Url { get; init; }

    /// <summary>--upstream.</summary>
    public string? Upstream { get; init; }

    /// <summary>--offline.</summary>
    public bool Offline { get; init; }

    /// <summary>--requests: the failed requests instead of the picture.</summary>
    public bool Requests { get; init; }

    /// <summary>--follow.</summary>
    public bool Follow { get; init; }

    /// <summary>--timeout; null for none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>--format.</summary>
    public string Output { get; init; } = "text";

    /// <summary>--no-color.</summary>
    public bool NoColor { get; init; }

    /// <summary>Logs are named, not those of the configuration.</summary>
    public bool NamesLogs => Paths.Length + ErrorLogs.Length + AccessLogs.Length + OtherLogs.Length > 0;

    /// <summary>Which requests are told; null for all.</summary>
    public LogFilter? Filter => Upstream is null && Url is null
        ? null
        : new LogFilter(Upstream, Url?.IdnHost.ToLowerInvariant(), Url is { AbsolutePath: not "/" } url ? url.AbsolutePath : null);

    /// <summary>The time that counts, as of now: while logs are followed, "15m" slides and "14:05" stays.</summary>
    public LogWindow Window(DateTimeOffset now) => new(
        Since is { } since ? SinceParser.Parse(since, now) : NamesLogs && !Follow ? null : now - UsualSpan,
        Until is { } until ? SinceParser.Parse(until, now) : null);
}

/// <summary>The options of logs, declared once.</summary>
internal sealed class LogsOptions
{
    private readonly Argument<string[]> _paths = new("LOG") { Description = "logs and directories of logs, packed (.gz, .zst) or not; - reads standard input (default: those of the nginx of this host)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _conf = new("--conf") { Description = "nginx configuration: its logs, and the formats of logs named otherwise (default: the running master's own)", HelpName = "FILE" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "nginx's -p prefix, where relative log paths start", HelpName = "DIR" };
    private readonly Option<string[]> _errorLog = new("--error-log") { Description = "error log of nginx; repeatable", HelpName = "FILE" };
    private readonly Option<string[]> _accessLog = new("--access-log") { Description = "access log of nginx; repeatable", HelpName = "FILE" };
    private readonly Option<string[]> _log = new("--log") { Description = "any other log, its format recognised by its lines; repeatable", HelpName = "FILE" };
    private readonly Option<string?> _logFormat = new("--log-format") { Description = "the log_format of the access logs, as in the configuration", HelpName = "TEXT" };
    private readonly Option<string> _logEscape = new("--log-escape") { Description = "how that format escapes: default, json or none", HelpName = "ESCAPE", DefaultValueFactory = _ => "default" };
    private readonly Option<string?> _since = new("--since") { Description = "how far back lines count: 15m, 2h, 14:05, 2026-11-21T14:05 (default: 15m live, everything for files given by name)", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "up to when lines count, as --since", HelpName = "TIME" };
    private readonly Option<string?> _zone = new("--zone") { Description = "zone of times that are written without one, such as Europe/Berlin (default: this host's)", HelpName = "ZONE" };
    private readonly Option<bool> _rotated = new("--rotated") { Description = "read the rotated logs beside each as well (done anyway where --since reaches back behind its first line)" };
    private readonly Option<string?> _url = new("--url") { Description = "only requests of this host and below this path", HelpName = "URL" };
    private readonly Option<string?> _upstream = new("--upstream") { Description = "only requests to this upstream block or peer address", HelpName = "NAME|ADDRESS" };
    private readonly Option<bool> _offline = new("--offline") { Description = "read no live state: only files named" };
    private readonly Option<bool> _requests = new("--requests") { Description = "list every failed request with its reason, instead of the picture" };
    private readonly Option<bool> _follow = new("--follow") { Description = "go on reading as the logs grow, until Ctrl-C" };
    private readonly Option<double> _timeout = new("--timeout") { Description = "bound on the whole run (default: none)", HelpName = "SECONDS" };
    private readonly Option<string> _format = new("--format") { Description = "text, json, markdown or html", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> _noColor = new("--no-color") { Description = "plain text (as NO_COLOR=1)" };

    /// <summary>Adds them to a command and checks what they can check by themselves.</summary>
    public void AddTo(Command command)
    {
        ConfigOptions.RefuseUnknownOptions(_paths);
        command.Arguments.Add(_paths);
        _format.AcceptOnlyFromAmong("text", "json", "markdown", "html");
        _logEscape.AcceptOnlyFromAmong("default", "json", "none");
        SecondsValidator.AddTo(_timeout);
        foreach (var option in (Option<string?>[])[_since, _until])
        {
            Check(option, text => SinceParser.Parse(text, TimeProvider.System.GetLocalNow()) is not null, "takes 90s, 15m, 2h, 3d, 14:05, or a date and time");
        }

        Check(_zone, zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), "takes the name of a zone, such as UTC or Europe/Berlin");
        Check(_url, url => Address(url) is not null, "takes a whole URL, such as https://shop.example/cart");
        Check(_logFormat, format => AccessFormat.Parse(format, "default").HasStatus, "takes a log_format with $status among its variables; in a shell, put it into single quotes");
        command.Validators.Add(r =>
        {
            // A validator sees no default values.
            var format = r.GetValue(_format) ?? "text";
            if (r.GetValue(_requests) && format is not ("text" or "json"))
            {
                r.AddError("--requests prints text or json");
            }

            if (r.GetValue(_follow) && (r.GetValue(_until) is not null || (format != "text" && !r.GetValue(_requests))))
            {
                r.AddError("--follow has no end (--until), and prints text, or with --requests also json");
            }
        });
        foreach (var option in (Option[])[_conf, _prefix, _errorLog, _accessLog, _log, _logFormat, _logEscape, _since, _until, _zone, _rotated, _url, _upstream, _requests, _follow, _offline, _timeout, _format, _noColor])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    public LogsRequest Read(ParseResult parsed) => new()
    {
        Paths = [.. parsed.GetValue(_paths) ?? []],
        Conf = parsed.GetValue(_conf),
        Prefix = parsed.GetValue(_prefix),
        ErrorLogs = [.. parsed.GetValue(_errorLog) ?? []],
        AccessLogs = [.. parsed.GetValue(_accessLog) ?? []],
        OtherLogs = [.. parsed.GetValue(_log) ?? []],
        Format = parsed.GetValue(_logFormat) is { } format ? AccessFormat.Parse(format, parsed.GetValue(_logEscape)!) : null,
        Since = parsed.GetValue(_since),
        Until = parsed.GetValue(_until),
        Zone = parsed.GetValue(_zone) is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null,
        Rotated = parsed.GetValue(_rotated),
        Url = parsed.GetValue(_url) is { } url ? Address(url) : null,
        Upstream = parsed.GetValue(_upstream),
        Offline = parsed.GetValue(_offline),
        Requests = parsed.GetValue(_requests),
        Follow = parsed.GetValue(_follow),
        Timeout = parsed.GetValue(_timeout) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        Output = parsed.GetValue(_format)!,
        NoColor = parsed.GetValue(_noColor),
    };

    private static void Check(Option<string?> option, Func<string, bool> isRight, string wanted) => option.Validators.Add(r =>
    {
        if (r.GetValueOrDefault<string?>() is { } text && !isRight(text))
        {
            r.AddError($"{option.Name} {wanted}");
        }
    });

    private static Uri? Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}
