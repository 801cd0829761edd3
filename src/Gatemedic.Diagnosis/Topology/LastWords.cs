using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>What an application said before it ended, where its log tells why: the reason that a person would look for.</summary>
public sealed record LastWords(string Text, string Source)
{
    private static readonly string[] Signatures =
    [
        "node-in-use", "python-in-use", "gunicorn-in-use", "uvicorn-in-use", "uwsgi-bind-failed", "fpm-listen-failed", "java-in-use", "go-in-use", "ruby-in-use", "apache-in-use",
        "node-listen-denied", "node-module-missing", "unit-not-executed", "supervisor-not-started", "python-traceback", "node-refused", "node-name-unknown", "node-heap", "java-memory",
        "go-panic", "node-unhandled", "node-uncaught", "uvicorn-load-error", "uvicorn-startup-error", "uwsgi-no-app", "fpm-start-failed", "java-start-failed", "gunicorn-boot-error",
        "unit-exited", "unit-killed",
    ];

    /// <summary>The most telling of the newest; null when nobody said anything.</summary>
    public static LastWords? Of(Target target)
    {
        var told = target.Told(Signatures);
        return told.IsEmpty ? null : told.OrderBy(t => Array.IndexOf(Signatures, t.Group.Signature)).Select(t => From(t)).First();
    }

    private static LastWords From(Testimony told)
    {
        var record = told.Events[0];
        return new LastWords($"{told.When}{(record.Fields.GetValueOrDefault("exception") ?? Headline(record))}", told.SourceOf(record));
    }

    private static string Headline(WitnessEvent record)
    {
        var line = record.Message.Split('\n')[0].Trim();
        return line.Length <= 200 ? line : line[..200] + "...";
    }
}
