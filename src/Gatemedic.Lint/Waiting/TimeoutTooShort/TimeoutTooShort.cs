using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A time-out that ordinary pauses exceed; "0" is no "never" but "at once" (the timer of ngx_http_upstream_send_request fires in the next turn).</summary>
public sealed class TimeoutTooShort : ICheck
{
    /// <summary>Directive and the least that leaves room for one pause: a retransmitted SYN comes after a second, a garbage collection or a cold cache takes as long.</summary>
    private static readonly (string Name, TimeSpan Least, string Why)[] Rows =
    [
        ("connect_timeout", TimeSpan.FromMilliseconds(50), "one slow turn of the network or of the TLS handshake"),
        ("send_timeout", TimeSpan.FromSeconds(1), "one lost packet"),
        ("read_timeout", TimeSpan.FromSeconds(1), "one garbage collection, cold cache or slow query"),
    ];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "timeout-too-short", CheckGroup.Waiting, LintSeverity.Warning, "nginx waits less for the upstream than an ordinary pause takes")
    {
        LeadsTo = ["slow-upstream", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http
        from row in Rows
        let directive = pass.Protocol.DirectivePrefix() + row.Name
        let value = subject.Model.Effective(pass, directive)
        where value.Line is not null && subject.Time(pass, directive) < row.Least
        select new Complaint(
            value.File!,
            value.Line!.Value,
            subject.Time(pass, directive) == TimeSpan.Zero
                ? $"\"{directive} {value.Text}\" does not mean \"never\": nginx does not wait at all and answers 504"
                : $"\"{directive} {value.Text}\" is over before {row.Why} is: the request ends in 504 although the upstream is well",
            $"give {directive} what the slowest sane answer needs: seconds; to fail over early, keep the read time-out and lower {pass.Protocol.DirectivePrefix()}connect_timeout to 1s or 2s")
        { Related = [RelatedPlace.Of(pass.Directive, "holds for this pass")] };
}
