namespace Gatemedic.Logs;

/// <summary>What wrote a log, which says how its lines are read.</summary>
public enum LogDialect
{
    /// <summary>nginx's error log.</summary>
    NginxError,

    /// <summary>nginx's access log, in a known <c>log_format</c>.</summary>
    NginxAccess,

    /// <summary>Anything else, or a mixture: wrapped by Docker, journald or syslog, or written by another program. Each line is recognised by itself.</summary>
    Mixed,
}
