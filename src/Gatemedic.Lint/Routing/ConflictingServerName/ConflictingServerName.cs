using System.Globalization;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A name that two servers of one socket have: nginx keeps the first and only warns (ngx_http_server_names, ngx_hash_add_key).</summary>
public sealed class ConflictingServerName : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "conflicting-server-name", CheckGroup.Routing, LintSeverity.Warning, "Two servers of one socket have the same name, so nginx ignores it in one")
    {
        LeadsTo = ["upstream-down", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from socket in ServerSocket.Of(subject.Model.Servers)
        from conflict in Conflicts(socket)
        group (socket, conflict) by (conflict.Second, conflict.Name) into same
        let first = same.First()
        select Complaint.At(
            NameDirective(first.conflict.Second, first.conflict.Name),
            string.Create(CultureInfo.InvariantCulture, $"\"{first.conflict.Name}\" on {string.Join(" and ", same.Select(s => s.socket.Text))} belongs to the server of {first.conflict.First.Directive.Where} already: nginx ignores it here and sends these requests there"),
            "remove one of the two servers, or the name from one of them")
            with
        { Related = [RelatedPlace.Of(NameDirective(first.conflict.First, first.conflict.Name), "the server that gets the requests")] };

    private static IEnumerable<(ServerBlock First, ServerBlock Second, string Name)> Conflicts(ServerSocket socket)
    {
        var owners = new Dictionary<string, ServerBlock>(StringComparer.OrdinalIgnoreCase);
        foreach (var server in socket.Servers)
        {
            foreach (var name in server.Names.DefaultIfEmpty(""))
            {
                var keys = Keys(name).ToList();
                var owner = keys.Select(k => owners.GetValueOrDefault(k)).FirstOrDefault(o => o is not null);
                if (owner is null)
                {
                    keys.ForEach(k => owners[k] = server);
                }
                else if (!ReferenceEquals(owner, server) && !(name is "" or "_" && ReferenceEquals(server, socket.Default)))
                {
                    yield return (owner, server, name);
                }
            }
        }
    }

    /// <summary>What a name occupies: <c>.example.com</c> is both the name and all below it.</summary>
    private static IEnumerable<string> Keys(string name) =>
        name.StartsWith('~') || name.StartsWith("*.", StringComparison.Ordinal) ? [name]
        : name.Length > 1 && name.StartsWith('.') ? [name[1..], "*" + name]
        : [name];

    private static Directive NameDirective(ServerBlock server, string name) =>
        server.Directive.Children().FirstOrDefault(d => d.Name == "server_name" && d.Args.Contains(name)) ?? server.Directive;
}
