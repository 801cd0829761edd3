using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Finds which of a target's routes the failing requests of a log took: settings differ from location to location.</summary>
public static class FailingRoutes
{
    private const int MostDoors = 8;

    /// <summary>The routes of the groups' sample requests; the first route where no sample tells; empty when none is known.</summary>
    public static ImmutableArray<Pass> RoutesOf(this Target target, IEnumerable<ErrorGroup> groups)
    {
        if (target.Passes.Length < 2 || target.Instance.Model() is not { } model)
        {
            return target.Passes;
        }

        var taken = PassesOf(model, groups)
            .Select(pass => target.Passes.FirstOrDefault(p => ReferenceEquals(p.Directive, pass.Directive)))
            .OfType<Pass>().Distinct().ToImmutableArray();
        return taken.IsEmpty ? [target.Passes[0]] : taken;
    }

    /// <summary>Where the configuration leads the groups' sample requests, whatever peer they name; empty when that cannot be told.</summary>
    public static ImmutableArray<Pass> PassesOf(ConfigModel model, IEnumerable<ErrorGroup> groups) =>
        [.. groups.SelectMany(g => g.Samples).SelectMany(s => Addresses(model, s)).Select(url => model.Route(url).Pass).OfType<Pass>().DistinctBy(p => p.Directive)];

    /// <summary>The paths that the groups' samples asked for, without arguments, each once; at most <paramref name="most"/>.</summary>
    public static ImmutableArray<string> PathsOf(IEnumerable<ErrorGroup> groups, int most = 3) =>
        [.. groups.SelectMany(g => g.Samples).Select(s => RequestPath(s.Request)).OfType<string>().Distinct().Take(most)];

    /// <summary>The path of "GET /x?y HTTP/1.1" without arguments, or null.</summary>
    public static string? RequestPath(string? request) =>
        request?.Split(' ') is { Length: >= 2 } words && words[1].StartsWith('/') ? words[1].Split('?')[0] : null;

    // The log tells the server by its first name, and not the port that the client came to.
    private static IEnumerable<Uri> Addresses(ConfigModel model, ErrorEvent sample)
    {
        var host = sample.Host ?? sample.Server;
        var name = host is { Length: > 0 } ? host.Split(':')[0] : "localhost";
        var doors = model.Servers.Where(s => s.Kind == ServerKind.Http && (s.Names.FirstOrDefault() ?? "") == (sample.Server ?? ""))
            .SelectMany(s => s.Listens).Where(l => l is { Udp: false, Port: > 0 }).Select(l => (l.Ssl, l.Port)).Distinct().Take(MostDoors);
        foreach (var (ssl, port) in doors.DefaultIfEmpty((false, 80)))
        {
            if (RequestPath(sample.Request) is { } path && Uri.TryCreate($"{(ssl ? "https" : "http")}://{name}:{port}{path}", UriKind.Absolute, out var url))
            {
                yield return url;
            }
        }
    }
}
