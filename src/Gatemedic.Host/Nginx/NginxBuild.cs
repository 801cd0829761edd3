using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Host;

/// <summary>What was compiled into an nginx binary.</summary>
public sealed partial record NginxBuild
{
    private static readonly string[] TempDirectives = ["client_body_temp", "proxy_temp", "fastcgi_temp", "uwsgi_temp", "scgi_temp"];

    /// <summary>Path of the binary.</summary>
    public required string Exe { get; init; }

    /// <summary>"1.22.1"; of forks their own number (openresty's 1.21.4.1).</summary>
    public required string Version { get; init; }

    /// <summary>Prefix without a closing slash.</summary>
    public required string Prefix { get; init; }

    /// <summary>Absolute path of the default configuration.</summary>
    public required string ConfPath { get; init; }

    /// <summary>The default configuration as compiled in: relative when it follows -p.</summary>
    public required string CompiledConfPath { get; init; }

    /// <summary>Default error log as compiled in (relative to the prefix, or absolute); null when it is stderr.</summary>
    public string? ErrorLogPath { get; init; }

    /// <summary>Default access log as compiled in.</summary>
    public string? AccessLogPath { get; init; }

    /// <summary>Default worker user.</summary>
    public required string User { get; init; }

    /// <summary>The options that it was configured with, on one line; empty when they are not known.</summary>
    public string ConfigureArguments { get; init; } = "";

    /// <summary>The modules of nginx's own that it has.</summary>
    public NginxModules Modules => NginxModules.Parse(ConfigureArguments);

    /// <summary>Absolute path of the default error log under a prefix; null when it is stderr.</summary>
    public string? ErrorLog(string prefix) => ErrorLogPath is null ? null : Path.Combine(prefix, ErrorLogPath);

    /// <summary>Absolute path of the default access log under a prefix; null when it is not known.</summary>
    public string? AccessLog(string prefix) => AccessLogPath is null ? null : Path.Combine(prefix, AccessLogPath);

    /// <summary>Directories for temporary files under a prefix, by the directive that would set another.</summary>
    public ImmutableArray<CompiledPath> TempPaths(string prefix)
    {
        var options = ConfigureOption().Matches(ConfigureArguments).ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim('\''));
        return [.. TempDirectives.Select(name => new CompiledPath(
            name + "_path", Path.Combine(prefix, options[$"http-{name.Replace('_', '-')}-path"].LastOrDefault(p => p.Length > 0) ?? name)))];
    }

    /// <summary>From what <c>nginx -V</c> prints; null when it has no version. Defaults are those of auto/options in nginx's source.</summary>
    public static NginxBuild? Parse(string exe, string text)
    {
        var version = VersionLine().Match(text);
        if (!version.Success)
        {
            return null;
        }

        // Matched one behind the other, so that what is quoted inside --with-cc-opt='...' is not taken for an option.
        var options = ConfigureOption().Matches(text).ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim('\''));
        string? Option(string name) => options[name].LastOrDefault();

        var prefix = Option("prefix")?.TrimEnd('/') is { Length: > 0 } given ? given : "/usr/local/nginx";
        var conf = Option("conf-path") ?? "conf/nginx.conf";
        var errorLog = Option("error-log-path") ?? "logs/error.log";
        return new NginxBuild
        {
            Exe = exe,
            Version = version.Groups[1].Value,
            Prefix = prefix,
            ConfPath = Path.Combine(prefix, conf),
            CompiledConfPath = conf,
            ErrorLogPath = errorLog == "stderr" ? null : errorLog,
            AccessLogPath = Option("http-log-path") ?? "logs/access.log",
            User = Option("user") ?? "nobody",
            ConfigureArguments = Arguments().Match(text).Groups[1].Value.TrimEnd(),
        };
    }

    [GeneratedRegex(@"nginx version: [\w.-]+/(\d[\w.-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^configure arguments: ([^\n\0]*)", RegexOptions.Multiline)]
    private static partial Regex Arguments();

    [GeneratedRegex(@"--([\w-]+)(?:=('[^']*'|\S*))?", RegexOptions.CultureInvariant)]
    private static partial Regex ConfigureOption();
}
