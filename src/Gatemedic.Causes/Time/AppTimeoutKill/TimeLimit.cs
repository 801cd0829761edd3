using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>How long the application server behind a peer lets a request take before it kills what works on it.</summary>
/// <param name="Server">gunicorn, uwsgi, php-fpm.</param>
/// <param name="Option">"--timeout", "--harakiri", "request_terminate_timeout".</param>
/// <param name="Value">The time; null when only that there is one is known.</param>
/// <param name="Where">Where it is set: a command line, a file and line, "gunicorn's default".</param>
/// <param name="Kind">What kind of place that is.</param>
/// <param name="Process">The server's process; null when not known.</param>
internal sealed record TimeLimit(string Server, string Option, TimeSpan? Value, string Where, EvidenceKind Kind, HostProcess? Process)
{
    /// <summary>The limit of the target's server; null where none is known.</summary>
    public static TimeLimit? Of(Target target)
    {
        if (target.PoolOf() is { } pool)
        {
            return pool.Setting("request_terminate_timeout") is { } setting && pool.Time(setting.Name) is { } limit && limit > TimeSpan.Zero
                ? new TimeLimit("php-fpm", setting.Name, limit, $"{setting.File}:{setting.Line}", EvidenceKind.Config, target.Scene.Process(pool.MasterPid))
                : null;
        }

        return target.ServersOf().Where(s => s.Server.Kill is { Number: > 0 }).Select(s => new TimeLimit(
            s.Server.Name,
            s.Server.Kill!.Option ?? (s.Server.Name == "gunicorn" ? "--timeout" : "--harakiri"),
            s.Server.Kill.Time,
            s.Server.Kill.Option is null ? $"{s.Server.Name}'s default" : $"/proc/{s.Process.Pid}/cmdline",
            EvidenceKind.Process,
            s.Process)).FirstOrDefault();
    }

    /// <summary>"gunicorn --timeout 30 s".</summary>
    public string Text => Value is { } value ? $"{Server} {Option} {value.TotalSeconds:0.###} s" : $"{Server} {Option}";

    /// <summary>A wait of this length ends at the limit: gunicorn looks every second or so, PHP-FPM and uWSGI as well.</summary>
    public bool Ends(double seconds) => Value is { } value && seconds >= value.TotalSeconds * 0.9 && seconds <= (value.TotalSeconds * 1.3) + 2;
}
