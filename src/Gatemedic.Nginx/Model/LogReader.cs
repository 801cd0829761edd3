using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Finds the files that a configuration logs to.</summary>
internal sealed class LogReader(string prefix)
{
    private static readonly LogFormat Combined = new(
        "combined",
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"",
        "default");

    private readonly Dictionary<(LogKind Kind, string Path), LogTarget> targets = [];

    /// <summary>Every file, once, in order of first mention; the implied ones last.</summary>
    /// <param name="tree">The configuration.</param>
    /// <param name="impliedErrorLog">The compiled-in error log, null when it is not used or not a file.</param>
    /// <param name="impliedAccessLog">The compiled-in access log, null when it is not used.</param>
    public ImmutableArray<LogTarget> Read(ConfigTree tree, string? impliedErrorLog, string? impliedAccessLog)
    {
        var none = new Dictionary<string, LogFormat>();
        foreach (var directive in tree.Children())
        {
            Walk(directive, none);
        }

        // nginx opens the compiled-in error log unless the main level names another.
        if (impliedErrorLog is not null && !tree.Children().Any(d => d.Name == "error_log"))
        {
            Add(new LogTarget(LogKind.Error, Absolute(prefix, impliedErrorLog), null, "error", "", 0));
        }

        if (impliedAccessLog is not null && tree.Children().Any(UsesImpliedAccessLog))
        {
            Add(new LogTarget(LogKind.Access, Absolute(prefix, impliedAccessLog), Combined, null, "", 0));
        }

        return [.. targets.Values];
    }

    /// <summary>A path as nginx opens it: relative ones start at the prefix.</summary>
    public static string Absolute(string prefix, string path) =>
        path.StartsWith('/') ? path : prefix.EndsWith('/') ? prefix + path : $"{prefix}/{path}";

    private static bool UsesImpliedAccessLog(Directive directive) =>
        directive.Name == "http"
        && !HasAccessLog(directive)
        && directive.Children().Any(server => server.Name == "server" && !HasAccessLog(server));

    private static bool HasAccessLog(Directive block) => block.Children().Any(child => child.Name == "access_log");

    private void Walk(Directive directive, Dictionary<string, LogFormat> formats)
    {
        switch (directive)
        {
            case { Name: "error_log", Args: [var path, .. var rest] } when IsFile(path):
                Add(new LogTarget(LogKind.Error, Absolute(prefix, path), null, rest.FirstOrDefault("error"), directive.File, directive.Line));
                break;
            case { Name: "access_log", Args: [var path, .. var rest] } when IsFile(path) && path != "off":
                Add(new LogTarget(LogKind.Access, Absolute(prefix, path), Format(rest, formats), null, directive.File, directive.Line));
                break;
            case { Block: not null }:
                var inner = directive.Name is "http" or "stream" ? Formats(directive) : formats;
                foreach (var child in directive.Children())
                {
                    Walk(child, inner);
                }

                break;
        }
    }

    private static LogFormat? Format(ImmutableArray<string> parameters, Dictionary<string, LogFormat> formats) =>
        parameters is [var name, ..] && !name.Contains('=', StringComparison.Ordinal)
            ? formats.GetValueOrDefault(name)
            : Combined;

    private static Dictionary<string, LogFormat> Formats(Directive parent)
    {
        var formats = new Dictionary<string, LogFormat> { [Combined.Name] = Combined };
        foreach (var directive in parent.Children())
        {
            if (directive is { Name: "log_format", Args: [var name, .. var parts] })
            {
                const string option = "escape=";
                var escape = parts is [var first, ..] && first.StartsWith(option, StringComparison.Ordinal) ? first[option.Length..] : null;
                var text = string.Concat(escape is null ? parts : parts.RemoveAt(0));
                formats[name] = new LogFormat(name, text, escape ?? "default");
            }
        }

        return formats;
    }

    private static bool IsFile(string path) =>
        path.Length > 0
        && path != "stderr"
        && !path.Contains('$', StringComparison.Ordinal)
        && !path.StartsWith("syslog:", StringComparison.Ordinal)
        && !path.StartsWith("memory:", StringComparison.Ordinal);

    private void Add(LogTarget target) => targets.TryAdd((target.Kind, target.Path), target);
}
