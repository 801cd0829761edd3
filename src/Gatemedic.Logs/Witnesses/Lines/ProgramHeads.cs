using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>How programs start their lines, and what they are called by those who wrap them.</summary>
internal static class ProgramHeads
{
    private static readonly ImmutableArray<ProgramHead> All =
    [
        new("php-fpm", "[%d-%b-%Y %T%f] %L: "),
        new("php-fpm", "[%d-%b-%Y %T%f]  "),                         // slow log
        new("php", "[%d-%b-%Y %T %Z] "),
        new("gunicorn", "[%Y-%m-%d %T %z] [%p] [%L] "),              // hypercorn writes the same
        new("uwsgi", "%a %b %d %T %Y - "),
        new("apache", "[%a %b %d %T%f %Y] [%x:%L] [pid %p:tid %i] "),
        new("apache", "[%a %b %d %T%f %Y] [%x:%L] [pid %p] "),
        new("kernel", "[%a %b %d %T %Y] "),                          // dmesg -T
        new("kernel", "[%s%i.%i] "),                                 // since boot: no time that another machine knows
        new("audit", "type=%w msg=audit(%E:%i): "),
        new("audit", "audit: type=%i audit(%E:%i): "),
        new("audit", "audit(%E:%i): "),
        new("java", "%Y-%m-%dT%T%f%z%s%L %p --- [%x] %x : "),        // Spring Boot
        new("java", "%Y-%m-%d %T%f%s%L %p --- [%x] %x : "),
        new("java", "%d-%b-%Y %T%f %L [%x] %x "),                    // Tomcat
        new("docker", "time=\"%Y-%m-%dT%T%f%z\" level=%L msg="),
        new("pm2", "%Y-%m-%dT%T: PM2 %L: "),
        new("pm2", "%Y-%m-%dT%T: PM2 "),
        new("ruby", "%L, [%Y-%m-%dT%T%f #%p]%s%L -- %x: "),
        new("nginx", "nginx: [%L] "),                                // on a terminal, before there is a log
        new(null, "%Y-%m-%d %T%f %L "),                              // supervisor, and many another
        new(null, "%Y-%m-%d %T%f - %x - %L - "),                     // Python's logging, as its manual shows it
        new(null, "%Y-%m-%d %T%f [%L] "),
        new(null, "%Y-%m-%d %T %z "),
        new(null, "%Y/%m/%d %T "),                                   // Go
        new(null, "[%p] "),                                          // Puma
        new("uvicorn", "%L: %s") { Levels = ["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] },
    ];

    // Names of processes and syslog tags.
    private static readonly FrozenDictionary<string, string> Called = new Dictionary<string, string>
    {
        ["kernel"] = "kernel",
        ["systemd"] = "systemd",
        ["systemd-coredump"] = "systemd",
        ["audit"] = "audit",
        ["auditd"] = "audit",
        ["dockerd"] = "docker",
        ["docker"] = "docker",
        ["containerd"] = "docker",
        ["gunicorn"] = "gunicorn",
        ["uvicorn"] = "uvicorn",
        ["hypercorn"] = "hypercorn",
        ["uwsgi"] = "uwsgi",
        ["uwsgi-core"] = "uwsgi",
        ["php-fpm"] = "php-fpm",
        ["node"] = "node",
        ["npm"] = "node",
        ["supervisord"] = "supervisor",
        ["PM2"] = "pm2",
        ["pm2"] = "pm2",
        ["puma"] = "ruby",
        ["ruby"] = "ruby",
        ["bundle"] = "ruby",
        ["apache2"] = "apache",
        ["httpd"] = "apache",
        ["python"] = "python",
        ["python3"] = "python",
        ["java"] = "java",
        ["nginx"] = "nginx",
    }.ToFrozenDictionary();

    private static readonly ImmutableArray<ImmutableArray<ProgramHead>> ByFirst =
        [.. Enumerable.Range(0, 256).Select(b => All.Where(h => h.Template.CanStart((byte)b)).ToImmutableArray())];

    /// <summary>The head that the line starts with, or null.</summary>
    internal static ProgramHead? Find(ReadOnlySpan<byte> line, out LineHead head)
    {
        foreach (var candidate in line.IsEmpty ? [] : ByFirst[line[0]])
        {
            head = new LineHead { Priority = -1 };
            if (candidate.Template.Fits(line, ref head) && candidate.Allows(head.Level))
            {
                return candidate;
            }
        }
        head = default;
        return null;
    }

    /// <summary>The program behind a name, or null when it is none that is known.</summary>
    internal static string? Program(string? name) =>
        name is null ? null : Called.GetValueOrDefault(name.StartsWith("php-fpm", StringComparison.Ordinal) ? "php-fpm" : name);
}

/// <summary>One way to start a line.</summary>
/// <param name="Program">Whose way it is; null when several programs have it, so that only a known message tells.</param>
/// <param name="Form">The template.</param>
internal sealed record ProgramHead(string? Program, string Form)
{
    internal LineTemplate Template { get; } = new(Form);

    /// <summary>The levels that it goes with; empty for any.</summary>
    internal ImmutableArray<string> Levels { get; init; } = [];

    internal bool Allows(ReadOnlySpan<byte> level)
    {
        foreach (string known in Levels)
        {
            if (System.Text.Ascii.Equals(level, known))
            {
                return true;
            }
        }
        return Levels.IsEmpty;
    }
}
