using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Lint;
using Gatemedic.Nginx;

namespace Gatemedic.Commands;

/// <summary>What the user asked of lint.</summary>
internal sealed record LintRequest
{
    /// <summary>Which configuration, when no path is named.</summary>
    public required ConfigRequest Config { get; init; }

    /// <summary>Files and directories, as given.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>--context: the blocks around a fragment, outermost first.</summary>
    public ImmutableArray<string> Context { get; init; } = [];

    /// <summary>The checks to run.</summary>
    public ImmutableArray<ICheck> Checks { get; init; } = [];

    /// <summary>--fail-on: the least severity that gives exit code 1.</summary>
    public LintSeverity FailOn { get; init; } = LintSeverity.Warning;

    /// <summary>--offline: look at nothing but files.</summary>
    public bool Offline { get; init; }

    /// <summary>--timeout: bound on looking at the host.</summary>
    public TimeSpan Timeout { get; init; } = DiagnoseRequest.UsualTimeout;

    /// <summary>--format.</summary>
    public string Format { get; init; } = "text";

    /// <summary>--url; null for all routes.</summary>
    public RouteRequest? Url { get; init; }

    /// <summary>--upstream; null for all.</summary>
    public string? Upstream { get; init; }

    /// <summary>Options about logs that were given, by name.</summary>
    public ImmutableArray<string> OfLogs { get; init; } = [];
}

/// <summary>The options of lint, declared once.</summary>
internal sealed class LintOptions
{
    private static readonly string[] Blocks = ["http", "server", "location", "upstream", "stream", "events", "mail", "if"];
    private static readonly string[] LogOptions = ["--error-log", "--access-log", "--log", "--since"];

    private readonly ConfigOptions _config = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "configuration files, fragments or directories; - reads standard input (default: the nginx of this host)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _context = new("--context") { Description = "the blocks that a fragment stands in: http,server (default: told by its content)", HelpName = "BLOCKS" };
    private readonly Option<string[]> _only = new("--check") { Description = "run only this check; repeatable", HelpName = "CHECK" };
    private readonly Option<string[]> _skip = new("--skip") { Description = "leave this check out; repeatable", HelpName = "CHECK" };
    private readonly Option<string> _failOn = new("--fail-on") { Description = "least severity that gives exit code 1: note, warning or error", HelpName = "SEVERITY", DefaultValueFactory = _ => "warning" };
    private readonly Option<bool> _offline = new("--offline") { Description = "look at files only, not at what runs on this host" };
    private readonly Option<double> _timeout = new("--timeout") { Description = "bound on looking at this host", HelpName = "SECONDS", DefaultValueFactory = _ => DiagnoseRequest.UsualTimeout.TotalSeconds };
    private readonly Option<string> _format = new("--format") { Description = "text, json, markdown, html, sarif (2.1.0) or github (annotations)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    private readonly Option<string?> _url = new("--url") { Description = "only the route that this request takes, and what holds on it", HelpName = "URL" };
    private readonly Option<string?> _upstream = new("--upstream") { Description = "only this upstream block or peer address", HelpName = "NAME|ADDRESS" };

    // For scripts that give all commands the same set. Hidden, so that nobody and no setting gives them to lint on purpose.
    private readonly Option<string[]>[] _ofLogs = [.. LogOptions.Select(name => new Option<string[]>(name) { Description = "without effect: lint reads no log", Hidden = true })];

    /// <summary>--list.</summary>
    public Option<bool> List { get; } = new("--list") { Description = "list every check with its severity" };

    /// <summary>Adds them to a command and checks what they can check by themselves.</summary>
    public void AddTo(Command command)
    {
        ConfigOptions.RefuseUnknownOptions(_paths);
        command.Arguments.Add(_paths);
        _config.AddTo(command);
        _format.AcceptOnlyFromAmong("text", "json", "markdown", "html", "sarif", "github");
        _failOn.AcceptOnlyFromAmong("note", "warning", "error");
        SecondsValidator.AddTo(_timeout);
        foreach (var option in (Option<string[]>[])[_only, _skip])
        {
            option.CompletionSources.Add(_ => CheckCatalog.All.Select(c => new System.CommandLine.Completions.CompletionItem(c.Profile.Code)));
            option.Validators.Add(r =>
            {
                foreach (var code in r.GetValueOrDefault<string[]>()!.Where(c => CheckCatalog.Find(c) is null))
                {
                    r.AddError($"there is no check \"{code}\"; \"gatemedic lint --list\" lists all");
                }
            });
        }

        _context.Validators.Add(r =>
        {
            if (Context(r.GetValueOrDefault<string>()).Any(b => Array.IndexOf(Blocks, b) < 0))
            {
                r.AddError($"--context takes names of blocks, outermost first: {string.Join(", ", Blocks)}");
            }
        });
        _url.Validators.Add(r =>
        {
            if (RouteRequest.FromUrl(r.GetValueOrDefault<string>() ?? "", out var fault) is null)
            {
                r.AddError($"--url: {fault}");
            }
        });
        foreach (var option in (Option[])[_context, _only, _skip, _failOn, _url, _upstream, _offline, _timeout, _format, List, .. _ofLogs])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    public LintRequest Read(ParseResult parsed)
    {
        var (config, paths) = (_config.Read(parsed), parsed.GetValue(_paths) ?? []);
        var (only, skip) = (parsed.GetValue(_only) ?? [], parsed.GetValue(_skip) ?? []);
        return new LintRequest
        {
            Config = paths is ["-"] ? config with { Conf = "-" } : config,
            Paths = paths is ["-"] ? [] : [.. paths],
            Context = Context(parsed.GetValue(_context)),
            Checks = [.. CheckCatalog.All.Where(c => (only.Length == 0 || only.Contains(c.Profile.Code)) && !skip.Contains(c.Profile.Code))],
            FailOn = Enum.Parse<LintSeverity>(parsed.GetValue(_failOn)!, ignoreCase: true),
            Offline = parsed.GetValue(_offline),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            Format = parsed.GetValue(_format)!,
            Url = parsed.GetValue(_url) is { } url ? RouteRequest.FromUrl(url, out _) : null,
            Upstream = parsed.GetValue(_upstream),
            OfLogs = [.. _ofLogs.Where(o => parsed.GetResult(o) is not null).Select(o => o.Name)],
        };
    }

    private static ImmutableArray<string> Context(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
