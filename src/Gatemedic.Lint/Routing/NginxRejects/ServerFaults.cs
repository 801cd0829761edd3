using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Servers and their sockets that nginx refuses (ngx_http_add_listen, ngx_http_ssl_init), and what is missing around them.</summary>
internal static class ServerFaults
{
    /// <summary>Every refused server, and the lack of an events block.</summary>
    public static IEnumerable<Complaint> Of(LintSubject subject) =>
        TwoDefaults(subject).Concat(subject.IsFragment || subject.Tree.Error is not null ? [] : NoCertificate(subject).Concat(NoFormat(subject)).Concat(NoEvents(subject)));

    private static IEnumerable<Complaint> TwoDefaults(LintSubject subject) =>
        from socket in ServerSocket.Of(subject.Model.Servers)
        let marked = socket.Servers.Where(s => DefaultOn(s, socket) is not null).ToList()
        where marked.Count > 1
        from server in marked.Skip(1)
        let first = DefaultOn(marked[0], socket)!
        let second = DefaultOn(server, socket)!
        select new Complaint(second.File, second.Line, $"a duplicate default server for {socket.Text}; the first is in {first.File}:{first.Line}", "leave default_server on one of them") with
        {
            Related = [new RelatedPlace(first.File, first.Line, "the first default server")],
        };

    private static Listen? DefaultOn(ServerBlock server, ServerSocket socket) =>
        server.Listens.FirstOrDefault(l => l.DefaultServer && ServerSocket.Name(server, l) == socket.Text);

    private static IEnumerable<Complaint> NoCertificate(LintSubject subject) =>
        from socket in ServerSocket.Of(subject.Model.Servers)
        let server = socket.Default
        let tls = socket.Servers.SelectMany(s => s.Listens.Where(l => l.Ssl && ServerSocket.Name(s, l) == socket.Text)).FirstOrDefault()
        where tls is not null
            && subject.Holding([server.Parent, server.Directive], "ssl_certificate").IsEmpty
            && subject.Holding([server.Parent, server.Directive], "ssl_reject_handshake") is not [{ Args: ["on"] }, ..]
        group tls by server.Directive into same
        select Complaint.At(same.Key, $"no \"ssl_certificate\" is defined for the \"listen ... ssl\" directive in {same.First().File}:{same.First().Line}", "set ssl_certificate and ssl_certificate_key in this server");

    private static IEnumerable<Complaint> NoFormat(LintSubject subject) =>
        from placed in subject.All("access_log")
        where placed.Directive.Args is [_, var name, ..] && name != "combined" && !name.Contains('=', StringComparison.Ordinal)
            && !subject.All("log_format").Any(f => f.IsStream == placed.IsStream && f.Directive.Args is [var own, ..] && own == placed.Directive.Args[1])
        select Complaint.At(placed.Directive, $"unknown log format \"{placed.Directive.Args[1]}\"", $"define \"log_format {placed.Directive.Args[1]} ...\" in the http block, before it is used");

    private static IEnumerable<Complaint> NoEvents(LintSubject subject) =>
        subject.Tree.Children().Any(d => d.Name == "events") || !subject.Tree.Children().Any(d => d.Name is "user" or "worker_processes" or "pid" or "daemon") ? [] :
            from block in subject.Tree.Children().Where(d => d.Name is "http" or "stream").Take(1)
            select Complaint.At(block, "no \"events\" section in configuration", "add \"events {}\" at the top");
}
