using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Host;

/// <summary>
/// Reads PHP-FPM's configuration as fpm_conf.c does: sections are pools ([global] is none), ";" begins a comment, a value may be quoted,
/// include takes a pattern and is read where it stands, a section that comes again is continued.
/// </summary>
internal sealed class FpmConfigParser
{
    private const int DeepestInclude = 10;
    private const int MostPools = 2_000;

    private readonly IConfigFiles files;
    private readonly Dictionary<string, (string File, int Line, List<FpmSetting> Settings)> pools = [];
    private string? section;

    private FpmConfigParser(IConfigFiles files) => this.files = files;

    /// <summary>The pools of a main file, in order; why not when it cannot be read.</summary>
    /// <param name="files">The disk below the master's root.</param>
    /// <param name="path">Absolute path of php-fpm.conf.</param>
    /// <param name="prefix">Where relative patterns begin.</param>
    public static Section<ImmutableArray<FpmPool>> Parse(IConfigFiles files, string path, string prefix = "/usr")
    {
        var parser = new FpmConfigParser(files);
        return parser.Read(path, prefix, 0) is { } error
            ? Section.Blind<ImmutableArray<FpmPool>>($"PHP-FPM's configuration {path}", error, "run as root")
            : Section.Seen<ImmutableArray<FpmPool>>(
                [.. parser.pools.Select(p => new FpmPool { Name = p.Key, File = p.Value.File, Line = p.Value.Line, MasterPid = 0, Settings = [.. p.Value.Settings] })]);
    }

    private string? Read(string path, string prefix, int depth)
    {
        var file = files.Read(path);
        if (!file.IsRead)
        {
            return file.Error;
        }

        foreach (var (index, line) in Encoding.UTF8.GetString(file.Content.Span).Split('\n').Index())
        {
            var text = line.Trim();
            if (text is ['[', ..] && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                Enter(text[1..end].Trim(), path, index + 1);
            }
            else if (text is not ([] or [';', ..]) && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                Take(text[..equals].TrimEnd(), Value(text[(equals + 1)..].TrimStart()), (path, index + 1), prefix, depth);
            }
        }

        return null;
    }

    private void Enter(string name, string path, int line)
    {
        section = name == "global" ? null : name;
        if (section is not null && pools.Count < MostPools)
        {
            pools.TryAdd(section, (path, line, []));
        }
    }

    private void Take(string name, string value, (string Path, int Line) place, string prefix, int depth)
    {
        if (name == "include")
        {
            var pattern = value.StartsWith('/') ? value : $"{prefix}/{value}";
            foreach (var included in depth < DeepestInclude ? files.Glob(pattern) : [])
            {
                // A file that cannot be read stops PHP-FPM; this one runs, so the file came or changed later.
                _ = Read(included, prefix, depth + 1);
            }
        }
        else if (section is not null && IsWanted(name) && pools.TryGetValue(section, out var pool))
        {
            var meant = value.Replace("$pool", section, StringComparison.Ordinal);
            pool.Settings.Add(new FpmSetting(name, meant, place.Path, place.Line, meant == value ? null : value));
        }
    }

    private static bool IsWanted(string name) =>
        name is "user" or "group" or "listen" or "pm" or "chroot" or "request_terminate_timeout" or "request_slowlog_timeout" or "slowlog" or "ping.path" or "security.limit_extensions"
            or "php_value[max_execution_time]" or "php_admin_value[max_execution_time]"
        || name.StartsWith("listen.", StringComparison.Ordinal) || name.StartsWith("pm.", StringComparison.Ordinal);

    private static string Value(string text)
    {
        if (text is ['"' or '\'', ..] && text.IndexOf(text[0], 1) is > 0 and var end)
        {
            return text[1..end];
        }

        var comment = text.IndexOf(';', StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).TrimEnd();
    }
}
