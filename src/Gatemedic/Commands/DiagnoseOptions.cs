using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Monitoring;

namespace Gatemedic.Commands;

/// <summary>What the user asked of diagnose.</summary>
internal sealed record DiagnoseRequest
{
    /// <summary>--conf, as given.</summary>
    public string? Conf { get; init; }

    /// <summary>--prefix, as given.</summary>
    public string? Prefix { get; init; }

    /// <summary>--error-log, in order.</summary>
    public ImmutableArray<string> ErrorLogs { get; init; } = [];

    /// <summary>--access-log, in order.</summary>
    public ImmutableArray<string> AccessLogs { get; init; } = [];

    /// <summary>--log, in order; "-" is standard input.</summary>
    public ImmutableArray<string> Logs { get; init; } = [];

    /// <summary>--since, as given.</summary>
    public string? Since { get; init; }

    /// <summary>A moment instead of <see cref="Since"/>, to the tick.</summary>
    public DateTimeOffset? SinceMoment { get; init; }

    /// <summary>--url.</summary>
    public string? Url { get; init; }

    /// <summary>--upstream.</summary>
    public string? Upstream { get; init; }

    /// <summary>--offline.</summary>
    public bool Offline { get; init; }

    /// <summary>The bound when none is given.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    /// <summary>--timeout.</summary>
    public TimeSpan Timeout { get; init; } = UsualTimeout;

    /// <summary>--scene: read this Scene instead of looking at the host.</summary>
    public string? Scene { get; init; }

    /// <summary>--bundle: conclude from this bundle instead of looking at the host.</summary>
    public string? Bundle { get; init; }

    /// <summary>--save-scene: write there what was seen.</summary>
    public string? SaveScene { get; init; }

    /// <summary>--format.</summary>
    public string Format { get; init; } = "text";

    /// <summary>--no-color.</summary>
    public bool NoColor { get; init; }

    /// <summary>--nagios with its thresholds; null when not asked for.</summary>
    public NagiosThresholds? Nagios { get; init; }
}

/// <summary>The options of diagnose, declared once: parsing, --help and completion come from here.</summary>
internal sealed class DiagnoseOptions
{
    private static readonly string[] Formats = ["text", "json", "markdown", "html"];

    private readonly Option<string?> _conf = new("--conf") { Description = "nginx configuration (default: the running master's own)", HelpName = "FILE" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "nginx's -p prefix, where relative log paths start", HelpName = "DIR" };
    private readonly Option<string[]> _errorLog = new("--error-log") { Description = "error log to read instead of those of the configuration; repeatable", HelpName = "FILE" };
    private readonly Option<string[]> _accessLog = new("--access-log") { Description = "access log to read instead of those of the configuration; repeatable", HelpName = "FILE" };
    private readonly Option<string[]> _log = new("--log") { Description = "any other log, its format recognised by its lines; repeatable", HelpName = "FILE" };
    private readonly Option<string?> _since = new("--since") { Description = "how far back logs count: 15m, 2h, 14:05, 2026-11-21T14:05 (default: 15m live, everything for files given by name)", HelpName = "TIME" };
    private readonly Option<string?> _url = new("--url") { Description = "only the route that this request takes", HelpName = "URL" };
    private readonly Option<string?> _upstream = new("--upstream") { Description = "only this upstream block or peer address", HelpName = "NAME|ADDRESS" };
    private readonly Option<bool> _offline = new("--offline") { Description = "send no probe and read no live state: only files" };
    private readonly Option<double> _timeout = new("--timeout") { Description = "bound on the whole run", HelpName = "SECONDS", DefaultValueFactory = _ => DiagnoseRequest.UsualTimeout.TotalSeconds };
    private readonly Option<string> _format = new("--format") { Description = string.Join(", ", Formats), HelpName = "FORMAT", DefaultValueFactory = _ => Formats[0] };
    private readonly Option<bool> _noColor = new("--no-color") { Description = "plain text (as NO_COLOR=1)" };
    private readonly Option<string?> _scene = new("--scene") { Description = "look at a Scene saved by --save-scene instead of this host", HelpName = "FILE" };
    private readonly Option<string?> _bundle = new("--bundle") { Description = "look at a bundle made by gatemedic collect instead of this host", HelpName = "FILE" };
    private readonly Option<string?> _saveScene = new("--save-scene") { Description = "keep everything that was seen in one file; not redacted, it holds the configuration as it is", HelpName = "FILE" };

    private readonly Option<bool> _nagios = new(NagiosFlag) { Description = "answer as a Nagios plugin: one line with perfdata, exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN" };
    private readonly Option<string?> _warning = new("--warning") { Description = "with --nagios: WARNING when more requests failed in the window, as a count or a share such as 1% (default: the verdict decides)", HelpName = "COUNT|PERCENT%" };
    private readonly Option<string?> _critical = new("--critical") { Description = "with --nagios: CRITICAL when more requests failed", HelpName = "COUNT|PERCENT%" };

    /// <summary>The flag by which also wrong usage is answered as a plugin answers it.</summary>
    public const string NagiosFlag = "--nagios";

    /// <summary>Adds them to a command and checks what they can check by themselves.</summary>
    public void AddTo(Command command)
    {
        _format.AcceptOnlyFromAmong(Formats);
        SecondsValidator.AddTo(_timeout);
        _url.Validators.Add(r =>
        {
            if (!Uri.TryCreate(r.GetValueOrDefault<string>(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                r.AddError("--url takes a whole URL, such as https://shop.example/cart");
            }
        });
        _since.Validators.Add(r =>
        {
            if (SinceParser.Parse(r.GetValueOrDefault<string>() ?? "", TimeProvider.System.GetLocalNow()) is null)
            {
                r.AddError("--since takes 90s, 15m, 2h, 3d, 14:05, or a date and time");
            }
        });
        Add(command, _conf, _prefix, _errorLog, _accessLog, _log, _since, _url, _upstream, _offline, _timeout, _format, _noColor);
    }

    /// <summary>Adds those that take what was seen from a file, or keep it in one.</summary>
    public void AddSourcesTo(Command command)
    {
        _bundle.Validators.Add(r =>
        {
            if (r.GetResult(_scene) is not null)
            {
                r.AddError("--bundle and --scene name two things to look at; give one");
            }
        });
        Add(command, _scene, _bundle, _saveScene);
    }

    /// <summary>Adds those for monitoring.</summary>
    public void AddNagiosTo(Command command)
    {
        foreach (var option in (Option<string?>[])[_warning, _critical])
        {
            option.Validators.Add(r =>
            {
                if (Threshold.Parse(r.GetValueOrDefault<string>()) is null)
                {
                    r.AddError($"{option.Name} takes a count of requests such as 10, or a share of them such as 2.5%");
                }
            });
        }

        command.Validators.Add(r =>
        {
            if (!r.GetValue(_nagios) && (r.GetResult(_warning) ?? r.GetResult(_critical)) is not null)
            {
                r.AddError("--warning and --critical need --nagios");
            }
        });
        Add(command, _nagios, _warning, _critical);
    }

    /// <summary>What was given.</summary>
    public DiagnoseRequest Read(ParseResult parsed) => new()
    {
        Conf = parsed.GetValue(_conf),
        Prefix = parsed.GetValue(_prefix),
        ErrorLogs = [.. parsed.GetValue(_errorLog) ?? []],
        AccessLogs = [.. parsed.GetValue(_accessLog) ?? []],
        Logs = [.. parsed.GetValue(_log) ?? []],
        Since = parsed.GetValue(_since),
        Url = parsed.GetValue(_url),
        Upstream = parsed.GetValue(_upstream),
        Offline = parsed.GetValue(_offline),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        Format = parsed.GetValue(_format)!,
        NoColor = parsed.GetValue(_noColor),
        Scene = parsed.GetValue(_scene),
        Bundle = parsed.GetValue(_bundle),
        SaveScene = parsed.GetValue(_saveScene),
        Nagios = parsed.GetValue(_nagios) ? new NagiosThresholds(Threshold.Parse(parsed.GetValue(_warning)), Threshold.Parse(parsed.GetValue(_critical))) : null,
    };

    private static void Add(Command command, params Option[] options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }
}
