using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>A process of the application that ended while it answered.</summary>
/// <param name="Told">Who says so, newest first.</param>
/// <param name="Together">The nginx error and the record that stand within a moment of each other; null when none do.</param>
internal sealed record Death(ImmutableArray<Testimony> Told, (Gatemedic.Logs.ErrorEvent Error, Gatemedic.Logs.WitnessEvent Record, Testimony Told)? Together)
{
    // A dump of a large core takes a while before the parent hears of the end.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private static readonly string[] Signatures =
    [
        "fpm-child-signal", "gunicorn-worker-signal", "gunicorn-sigkill", "gunicorn-worker-exited", "uwsgi-worker-died", "uwsgi-segfault", "apache-child-signal", "unicorn-reaped",
        "kernel-segfault", "core-dumped", "unit-killed", "unit-exited", "supervisor-killed", "supervisor-exited", "pm2-exited", "container-died", "container-exited",
        "node-uncaught", "node-unhandled", "node-heap", "go-panic", "java-memory", "fpm-child-exited", "unit-failed", "unit-restart", "gunicorn-life",
    ];

    /// <summary>What a manager says as well when all is in order: only beside an answer that broke off do these count.</summary>
    private static readonly FrozenSet<string> Quiet = FrozenSet.ToFrozenSet(["fpm-child-exited", "gunicorn-life", "unit-restart"]);

    /// <summary>The time limit of the application server ended the process: another cause.</summary>
    private static readonly string[] Limits = ["gunicorn-timeout", "fpm-terminated", "uwsgi-harakiri", "puma-worker-timeout", "unicorn-timeout"];

    /// <summary>How many of nginx's newest errors have such a record beside them.</summary>
    public int Coincidences { get; private init; }

    /// <summary>A time limit's words at the same moment; null when there are none.</summary>
    public Testimony? Limit { get; private init; }

    /// <summary>The deaths of a target's application in the window.</summary>
    public static Death Of(Target target, ImmutableArray<Gatemedic.Logs.ErrorGroup> broken)
    {
        var told = target.Told(Signatures);
        var errors = broken.SelectMany(g => g.Samples).ToList();
        var pairs = (
            from error in errors
            let near = (
                from testimony in told
                from record in testimony.Events
                where record.Time is { } time && (time - error.Time).Duration() <= Moment
                orderby Array.IndexOf(Signatures, testimony.Group.Signature)
                select (error, record, testimony)).ToList()
            where near.Count > 0
            orderby Array.IndexOf(Signatures, near[0].testimony.Group.Signature), error.Time descending
            select near[0]).ToList();
        return new Death([.. told.Where(t => !Quiet.Contains(t.Group.Signature))], pairs.Count > 0 ? pairs[0] : null)
        {
            Coincidences = pairs.Count,
            Limit = target.Told(Limits).FirstOrDefault(t => t.Events.Any(e => e.Time is { } time && errors.Exists(x => (time - x.Time).Duration() <= Moment))),
        };
    }
}
