using System.Globalization;

namespace Gatemedic.Nginx;

/// <content>error_page and nginx's own answers (ngx_http_special_response_handler).</content>
internal sealed partial class Walk
{
    /// <summary>Ends with a status of nginx's own, or goes on to its error page.</summary>
    /// <param name="status">As nginx's source names it: 497 for plain HTTP on a TLS port.</param>
    /// <param name="reason">For a person.</param>
    /// <param name="by">The directive that causes it.</param>
    /// <param name="location">Location header of a redirect.</param>
    private Phase Fail(int status, string reason, Directive? by = null, string? location = null)
    {
        // NGX_HTTP_REQUEST_TIME_OUT, NGX_HTTP_CLOSE, NGX_HTTP_CLIENT_CLOSED_REQUEST.
        if (status is 408 or 444 or 499)
        {
            Step("return", "the connection is closed without an answer", by);
            return End(new RouteOutcome(RouteKind.Return, status, null), by);
        }

        Step(status is >= 300 and < 400 ? "redirect" : "error", $"{status}: {reason}", by);
        state.ErrorStatus = status;
        state.Location = location ?? state.Location;
        if (!state.InErrorPage && state.UriChanges != 0)
        {
            var pages = state.Block.FindAll("error_page");
            if (pages.Count > 0 && !state.Block.IsOn("recursive_error_pages"))
            {
                state.InErrorPage = true;
            }

            if (pages.FirstOrDefault(p => Codes(p).Contains(status)) is { } page)
            {
                return ErrorPage(page, status);
            }
        }

        state.ErrorStatus = status is 494 or 495 or 496 or 497 ? 400 : status;
        return End(
            status is >= 300 and < 400
                ? new RouteOutcome(RouteKind.Return, state.ErrorStatus, Redirected(location ?? ""))
                : new RouteOutcome(by is { Name: "return" } ? RouteKind.Return : RouteKind.Error, state.ErrorStatus, null) { Reason = reason },
            by);
    }

    private Phase ErrorPage(Directive page, int status)
    {
        var words = page.Args;
        var overwrite = words.Length > 2 && words[^2].StartsWith('=') ? words[^2].Length > 1 ? Number(words[^2][1..]) : 0 : -1;
        if (overwrite < 0 && status is 494 or 495 or 496 or 497)
        {
            overwrite = 400;
        }

        state.ErrorStatus = overwrite >= 0 ? overwrite : state.ErrorStatus;
        var target = variables.Expand(words[^1]);
        if (!target.IsKnown)
        {
            return Unknowable("where error_page leads", target);
        }

        Step("error_page", $"{status} leads to {Shown(target.Text)}", page);
        if (target.Text.StartsWith('/'))
        {
            var (uri, args) = SplitArgs(target.Text);
            state.Method = state.Method == "HEAD" ? "HEAD" : "GET";
            return InternalRedirect(uri, args);
        }

        if (target.Text.StartsWith('@'))
        {
            return NamedLocation(target.Text);
        }

        state.ErrorStatus = overwrite is 301 or 302 or 303 or 307 or 308 ? state.ErrorStatus : 302;
        return End(new RouteOutcome(RouteKind.Return, state.ErrorStatus, Redirected(target.Text)), page);
    }

    private static IEnumerable<int> Codes(Directive page) => page.Args.SkipLast(1).Where(w => !w.StartsWith('=')).Select(Number);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static (string Uri, string Args) SplitArgs(string text) =>
        text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? (text[..question], text[(question + 1)..]) : (text, "");

    /// <summary>A Location header as the client gets it: a path is made absolute (ngx_http_header_filter).</summary>
    private string Redirected(string location)
    {
        if (!location.StartsWith('/') || !state.Block.IsOn("absolute_redirect", true))
        {
            return Shown(location);
        }

        var named = state.Block.IsOn("server_name_in_redirect") ? variables.Of("server_name").Text
            : state.Host.Length > 0 ? state.Host
            : state.Request.Address?.ToString() ?? "";
        var usual = state.Listen.Ssl ? 443 : 80;
        var port = state.Block.IsOn("port_in_redirect", true) && state.Request.Port != usual ? $":{state.Request.Port}" : "";
        return $"{(state.Listen.Ssl ? "https" : "http")}://{Shown(named)}{port}{Shown(location)}";
    }

    /// <summary>The way cannot be followed further because it depends on an unknown variable.</summary>
    private Phase Unknowable(string what, Value value)
    {
        decisions.Note(what, "depends on " + string.Join(", ", value.Unknown.Distinct()));
        return End(new RouteOutcome(RouteKind.Undecided, null, Shown(value.Text)));
    }
}
