using System.Text;

namespace Gatemedic.Host;

/// <summary>Where a supervisor is spoken to, from its configuration.</summary>
/// <param name="Socket">Its unix socket, inside its own root.</param>
/// <param name="User">Name that it wants to hear; null when none.</param>
/// <param name="Password">Its password; used for the call and nowhere else.</param>
internal sealed record SupervisorConfig(string Socket, string? User, string? Password)
{
    // As supervisor looks for it (options.py, default_configfile).
    private static readonly string[] Usual =
        ["/usr/etc/supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor/supervisord.conf"];

    /// <summary>The configuration that a supervisord was started with; null when it names no unix socket.</summary>
    /// <param name="arguments">Its argument vector.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="read">Reads a text below its root, or gives null.</param>
    public static SupervisorConfig? Find(IReadOnlyList<string> arguments, string directory, Func<string, string?> read)
    {
        var named = Named(arguments);
        var paths = named is null ? [$"{directory}/supervisord.conf", $"{directory}/etc/supervisord.conf", .. Usual] : (string[])[Path.Combine(directory, named)];
        return paths.Select(p => read(p) is { } text ? Parse(text, Path.GetDirectoryName(p) ?? "/") : null).FirstOrDefault(c => c is not null);
    }

    /// <summary>The section [unix_http_server] of a configuration.</summary>
    internal static SupervisorConfig? Parse(string text, string here)
    {
        var section = "";
        var values = new Dictionary<string, string>();
        foreach (var line in text.Split('\n'))
        {
            // A comment begins a line with ; or #, or follows a value and a blank.
            if (line is ['[', ..] && line.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                section = line[1..end];
            }
            else if (section == "unix_http_server" && line is not ([] or [';' or '#', ..]) && line.IndexOfAny(['=', ':']) is > 0 and var equals)
            {
                var comment = line.IndexOf(" ;", StringComparison.Ordinal);
                values[line[..equals].Trim()] = (comment > equals ? line[(equals + 1)..comment] : line[(equals + 1)..]).Trim();
            }
        }

        return values.GetValueOrDefault("file") is { Length: > 0 } file
            ? new SupervisorConfig(file.Replace("%(here)s", here, StringComparison.Ordinal), Plain("username"), Plain("password"))
            : null;

        // Python's configparser doubles the percent sign.
        string? Plain(string name) => values.GetValueOrDefault(name)?.Replace("%%", "%", StringComparison.Ordinal);
    }

    /// <summary>The header that carries name and password; empty where none is wanted.</summary>
    public string Authorization => User is null ? "" : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}\r\n";

    private static string? Named(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            if (arguments[i] is "-c" or "--configuration")
            {
                return i + 1 < arguments.Count ? arguments[i + 1] : null;
            }

            foreach (var start in (string[])["--configuration=", "-c"])
            {
                if (arguments[i].StartsWith(start, StringComparison.Ordinal))
                {
                    return arguments[i][start.Length..];
                }
            }
        }

        return null;
    }
}
