using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a bind mismatch: send nginx to the address that listens, or bind the application to nginx's.</summary>
internal static class BindMismatchRemedy
{
    // Where each server is told its address: {0} stands for ADDRESS:PORT, {1} for the address alone, which no server takes in brackets.
    private static readonly (string Word, string How)[] Binds =
    [
        ("gunicorn", "gunicorn: --bind {0}"),
        ("uvicorn", "uvicorn: --host {1}"),
        ("hypercorn", "hypercorn: --bind {0}"),
        ("php-fpm", "the pool's file: listen = {0}"),
        ("uwsgi", "uwsgi: socket = {0}, or http-socket = {0}"),
        ("puma", "puma: bind 'tcp://{0}'"),
        ("java", "Spring Boot: server.address={1}"),
        ("dotnet", ".NET: ASPNETCORE_URLS=http://{0}"),
        ("node", "Node: server.listen(port, '{1}'), often set by HOST={1}"),
        ("docker-proxy", "Docker: publish the port with -p {0}:PORT"),
        ("flask", "Flask: --host {1}"),
        ("manage.py", "Django: runserver {0}"),
        ("http.server", "Python: --bind {1}"),
    ];

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Relative found)
    {
        // In a container its address changes with every start: what it binds is all of them.
        var at = found.IsReachable ? target.Address.ToString() : $"0.0.0.0:{target.Address.Port}";
        var rebind = new Remedy
        {
            Id = "bind-application",
            Title = $"{(found.IsReachable ? "Or bind" : "Bind")} the application to {at} ({How(at, found)}) and restart it",
            Commands = found.ShowStart(),
            Risk = Risk.Medium,
            Verify = $"ss -ltn 'sport = :{target.Address.Port}' shows {at}",
            Undo = "set the old address back and restart the application",
        };
        return found.Speaks && found.IsReachable ? [target.PointNginxAt(found.Endpoint, automatic: true), rebind] : [rebind];
    }

    /// <summary>What helps where the application is bound to its container's loopback address: the container has to be made anew, by its owner.</summary>
    public static Remedy Inside(DeadEnd end, HostProcess? owner)
    {
        var at = $"0.0.0.0:{end.Port.Port}";
        return new Remedy
        {
            Id = "bind-application",
            Title = $"Have the application in container {end.Container.Name} listen on {at} ({How(at, owner)})",
            Commands = [$"docker inspect --format '{{{{.Config.Cmd}}}} {{{{.Config.Env}}}}' {end.Container.Name.Quoted()}"],
            Risk = Risk.Medium,
            Verify = $"docker exec {end.Container.Name.Quoted()} ss -ltn shows {at}",
            Undo = "make the container again as it was",
        };
    }

    private static string How(string at, Relative found) => How(at, found.Owner);

    private static string How(string at, HostProcess? owner)
    {
        var text = owner is null ? "" : $"{owner.Name} {owner.Command}";
        var how = Binds.FirstOrDefault(b => text.Contains(b.Word, StringComparison.Ordinal)).How;
        return how is null
            ? "its own configuration says on which address it listens"
            : how.Replace("{0}", at, StringComparison.Ordinal).Replace("{1}", at[..at.LastIndexOf(':')].Trim('[', ']'), StringComparison.Ordinal);
    }
}
