using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An error page that turns a gateway error into success: clients, caches and monitoring see 200 (ngx_http_send_error_page sets err_status).</summary>
public sealed class ErrorPageHidesGatewayError : ICheck
{
    private static readonly string[] GatewayErrors = ["502", "503", "504"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "error-page-hides-gateway-error", CheckGroup.Routing, LintSeverity.Warning, "An error page answers gateway errors with a status of success")
    {
        LeadsTo = ["upstream-down", "slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("error_page")
        let codes = placed.Directive.Args.Intersect(GatewayErrors).ToList()
        where codes.Count > 0 && placed.Directive.Args.Length >= 3
        let status = Status(subject, placed)
        where status is not null
        select Complaint.At(
            placed.Directive,
            $"{string.Join(", ", codes)} become{(codes.Count == 1 ? "s" : "")} {status}: the access log, caches and monitoring take a failure for success",
            "leave the \"=\" word away, so that the page is sent with the status of the error");

    /// <summary>The status that clients get instead, null when it is one of failure or cannot be told.</summary>
    private static string? Status(LintSubject subject, PlacedDirective placed)
    {
        var (change, page) = (placed.Directive.Args[^2], placed.Directive.Args[^1]);
        return change is ['=', '2', _, _] ? change[1..]
            : change == "=" && subject.ServerOf(placed) is { } server && subject.Locate(server, page) is { } location && IsFile(location) ? "200"
            : null;
    }

    /// <summary>Nothing but a file on disk answers there.</summary>
    private static bool IsFile(LocationBlock location) =>
        location.Directive.Children().All(d => d.Name is "root" or "alias" or "internal" or "access_log" or "add_header" or "expires" or "default_type" or "allow" or "auth_basic");
}
