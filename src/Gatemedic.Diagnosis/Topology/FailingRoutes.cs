using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Finds which of a target's routes the failing requests of a log took: settings differ from location to location.</summary>
public static class FailingRoutes
{
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
        [.. groups.SelectMany(g => g.Samples).SelectMany(Addresses).Select(url => model.Route(url).Pass).OfType<Pass>().DistinctBy(p => p.Directive)];

    /// <summary>The paths that the groups' samples asked for, without arguments, each once; at most <paramref name="most"/>.</summary>
    public static ImmutableArray<string> PathsOf(IEnumerable<ErrorGroup> groups, int most = 3) =>
        [.. groups.SelectMany(g => g.Samples).Select(s => RequestPath(s.Request)).OfType<string>().Distinct().Take(most)];

    /// <summary>The path of "GET /x?y HTTP/1.1" without arguments, or null.</summary>
    public static string? RequestPath(string? request) =>
        request?.Split(' ') is { Length: >= 2 } words && words[1].StartsWith('/') ? words[1].Split('?')[0] : null;

    // The log does not tell the port that the client came to: both schemes are tried.
    private static IEnumerable<Uri> Addresses(ErrorEvent sample)
    {
        var host = sample.Host ?? sample.Server;
        foreach (var scheme in (string[])["http", "https"])
        {
            if (RequestPath(sample.Request) is { } path && Uri.TryCreate($"{scheme}://{(host is { Length: > 0 } ? host : "localhost")}{path}", UriKind.Absolute, out var url))
            {
                yield return url;
            }
        }
    }
}
