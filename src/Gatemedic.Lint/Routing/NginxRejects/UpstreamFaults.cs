using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Upstream blocks and passes that nginx refuses (ngx_http_upstream_add, ngx_http_upstream, ngx_http_proxy_pass).</summary>
internal static class UpstreamFaults
{
    /// <summary>Every refused upstream block and pass.</summary>
    public static IEnumerable<Complaint> Of(LintSubject subject) => Twice(subject).Concat(Empty(subject)).Concat(WithPath(subject)).Concat(Unusable(subject));

    private static IEnumerable<Complaint> Twice(LintSubject subject) =>
        from same in subject.Model.Upstreams.GroupBy(u => (u.Kind, u.Name))
        from again in same.Skip(1)
        let first = same.First().Directive
        select Complaint.At(again.Directive, $"duplicate upstream \"{again.Directive.Args[0]}\"; the first is in {first.Where}", "give one of them another name, or remove it") with
        {
            Related = [RelatedPlace.Of(first, "the first")],
        };

    private static IEnumerable<Complaint> Empty(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        let servers = upstream.Directive.Children().Where(d => d.Name == "server").ToList()
        where subject.Tree.Error is null && upstream.Directive.IsWritten() && !upstream.Directive.Children().Any(d => d.Name == "state")
        let isSpareOnly = servers.Count > 0 && servers.TrueForAll(s => s.Args.Contains("backup"))
        where servers.Count == 0 || isSpareOnly
        select Complaint.At(
            upstream.Directive,
            isSpareOnly ? $"no servers in upstream \"{upstream.Directive.Args.FirstOrDefault()}\": all are backup" : "no servers are inside upstream",
            isSpareOnly ? "remove backup from one server" : "add a server, or remove the block");

    private static IEnumerable<Complaint> WithPath(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { HasVariables: false, Uri.Length: > 0, Protocol: Protocol.Http or Protocol.Https }
        let place = pass.Scope[^1].Name is "if" or "limit_except" ? $"\"{pass.Scope[^1].Name}\"" : pass.Location?.Modifier switch
        {
            "~" or "~*" => "a location given by regular expression",
            "@" => "a named location",
            _ => null,
        }
        where place is not null
        select Complaint.At(pass.Directive, $"\"proxy_pass\" cannot have URI part inside {place}, and \"{pass.Uri}\" is one", $"remove \"{pass.Uri}\" from the address, and change the path with rewrite ... break");

    private static IEnumerable<Complaint> Unusable(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { HasVariables: false, Undecided: { } reason } && !subject.IsFragment
        select Complaint.At(pass.Directive, pass.Undecided!, "write an address that this directive takes, or the name of an upstream block");
}
