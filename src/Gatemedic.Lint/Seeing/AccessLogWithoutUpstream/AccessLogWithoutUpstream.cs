using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An access log of passed requests that does not say what the upstream answered: the format "combined" and others like it.</summary>
public sealed class AccessLogWithoutUpstream : ICheck
{
    private const string Wanted = "$upstream_addr $upstream_status $upstream_response_time";
    private const string NewName = "gateway";
    private const string NewFormat = $"log_format {NewName} '$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" $request_id {Wanted}';";

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "access-log-without-upstream", CheckGroup.Seeing, LintSeverity.Note, "The access log does not say which upstream was asked and what it answered")
    {
        LeadsTo = ["upstream-returned-502", "slow-upstream", "upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.Model.Passes
            .Where(p => p.Server.Kind == ServerKind.Http)
            .SelectMany(pass => Lacking(subject, pass))
            .DistinctBy<(Directive Place, Complaint Complaint), object>(found => found.Place, ReferenceEqualityComparer.Instance)
            .Select(found => found.Complaint);

    /// <summary>The formats that hold for a pass, when none of its logs says enough.</summary>
    private static ImmutableArray<(Directive Place, Complaint Complaint)> Lacking(LintSubject subject, Pass pass)
    {
        var logs = subject.Holding(pass.Scope, "access_log");
        if (logs.IsEmpty)
        {
            var http = pass.Scope[0];
            return subject.IsFragment ? [] : [(http, About(subject, http, null, "no access_log is set, so nginx writes the format combined, which has"))];
        }

        var formats = logs.Where(log => log.Args is not ["off"]).Select(log => (Log: log, Name: log.Args.Length > 1 ? log.Args[1] : "combined"))
            .Select(pair => (pair.Log, pair.Name, Format: Format(subject, pair.Name))).ToList();
        return formats.Exists(f => f.Format is null ? f.Name != "combined" : IsEnough(Text(f.Format)))
            ? []
            : [.. formats.Select(f => f.Format is { } format
                ? (format, About(subject, format, format, $"the format {f.Name} has"))
                : (f.Log, About(subject, f.Log, null, "the format combined has")))];
    }

    private static Complaint About(LintSubject subject, Directive place, Directive? format, string what)
    {
        var missing = Wanted.Split(' ').Where(v => format is null || !Text(format).Contains(v, StringComparison.Ordinal)).ToList();
        return Complaint.At(
            place,
            $"{what} no {string.Join(", no ", missing)}: a 502 of nginx's own cannot be told from one that the upstream sent, nor a slow upstream from a slow client",
            format is null ? $"define a log_format with {Wanted} and $request_id, and name it in access_log" : $"add {string.Join(' ', missing)} to the format")
            with
        { Edits = Edits(subject, place, format, missing) };
    }

    private static ImmutableArray<Edit> Edits(LintSubject subject, Directive place, Directive? format, IEnumerable<string> missing) =>
        format is not null ? Text(format).TrimEnd().EndsWith('}') ? [] : [new Edit(place.File, place.Span.End - 1, place.Span.End - 1, $" ' {string.Join(' ', missing)}'")]
        : place is { Name: "access_log", Args.Length: 1 } && subject.All("access_log").Any(p => ReferenceEquals(p.Directive, place) && p.Context == "http") && Format(subject, NewName) is null
            ? [new Edit(place.File, place.Span.Start, place.Span.Start, NewFormat + "\n    "), new Edit(place.File, place.Span.End - 1, place.Span.End - 1, " " + NewName)]
        : [];

    private static Directive? Format(LintSubject subject, string name) =>
        subject.All("log_format").FirstOrDefault(p => !p.IsStream && p.Directive.Args is [var own, ..] && own == name)?.Directive;

    private static string Text(Directive format) => string.Concat(format.Args.Skip(1));

    private static bool IsEnough(string text) =>
        text.Contains("$upstream_status", StringComparison.Ordinal) && text.Contains("$upstream_addr", StringComparison.Ordinal);
}
