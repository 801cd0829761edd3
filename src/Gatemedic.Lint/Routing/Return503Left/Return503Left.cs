using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A return of a gateway error without a condition: maintenance that was never ended (the rewrite phase answers before any pass).</summary>
public sealed class Return503Left : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "return-503-left", CheckGroup.Routing, LintSeverity.Warning, "nginx itself answers every request here with a gateway error, without condition")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("return")
        where !placed.IsStream && placed.Directive.Args is ["502" or "503" or "504", ..] && !placed.Around.IsEmpty
        let block = placed.Around[^1]
        where IsSite(subject, placed, block)
        select Complaint.At(
            placed.Directive,
            $"every request to this {block.Name} is answered {placed.Directive.Args[0]} by nginx itself; {(Pass(block) is { } pass ? $"{pass.Name} {string.Join(' ', pass.Args)} is never asked" : "no upstream is asked")}",
            "remove it when the maintenance is over, or put it behind a condition such as \"if (-f /srv/maintenance)\"");

    /// <summary>A server with a name, its location /, or a location that would pass the request on.</summary>
    private static bool IsSite(LintSubject subject, PlacedDirective placed, Directive block) => block.Name switch
    {
        "server" => block.IsWritten() && IsNamed(subject.ServerOf(placed)),
        "location" => Pass(block) is not null || (block.IsWritten() && block.Args is ["/"] && IsNamed(subject.ServerOf(placed))),
        _ => false,
    };

    private static bool IsNamed(ServerBlock? server) =>
        server is not null && server.Names.Any(n => n is not ("_" or "")) && !server.Listens.Any(l => l.DefaultServer);

    private static Directive? Pass(Directive block) =>
        block.Children().FirstOrDefault(d => d.Name is "proxy_pass" or "fastcgi_pass" or "uwsgi_pass" or "scgi_pass" or "grpc_pass" or "memcached_pass");
}
