using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Gives the routes a resolver that knows the name, or, where no server does, has the name resolved when nginx loads.</summary>
internal static class ResolverMissingRemedy
{
    // Docker's DNS server for containers on a network of their own: the same in each of them.
    private const string OfDocker = "127.0.0.11";

    private const string Verify = "nginx -t succeeds and the failing request answers";

    /// <summary>The servers that this nginx could be told to ask, likeliest first.</summary>
    public static IEnumerable<PeerAddress> Servers(Scene scene, NginxInstance instance) =>
        scene.MasterOf(instance) is not { } master ? []
        : master.NameServers is [_, ..] own ? own.Select(s => new PeerAddress(s, 53))
        : master.IsContained ? [new PeerAddress(OfDocker, 53)] : [];

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Scene scene, UnresolvedRoute route)
    {
        var known = Servers(scene, route.Instance).Select(s => (Server: s, Whole: Answer(scene, route, s, _ => true), OnlyIPv4: Answer(scene, route, s, ipv6 => !ipv6))).ToList();
        var fitting = known.Find(k => k.Whole is { Error: null });
        var halves = fitting.Server is null ? known.Find(k => k.OnlyIPv4 is { Error: null }) : fitting;
        return [.. new[] { Resolver(scene, route, halves.Server ?? known.FirstOrDefault().Server, halves.Server is not null, fitting.Server is null && halves.Server is not null), AtLoad(scene, route, halves.Server is null) }.OfType<Remedy>()
            .OrderByDescending(r => r.Automatic)];
    }

    private static NameResult? Answer(Scene scene, UnresolvedRoute route, PeerAddress server, Func<bool, bool> wants) =>
        scene.AnswerOf(route.Instance, server, route.Name, wants);

    /// <param name="scene">Scene.</param>
    /// <param name="route">What lacks it.</param>
    /// <param name="server">The server; null when none is known.</param>
    /// <param name="knows">It was asked and knows the name.</param>
    /// <param name="leavesOutIPv6">It fails the question for IPv6, which would fail the name.</param>
    private static Remedy Resolver(Scene scene, UnresolvedRoute route, PeerAddress? server, bool knows, bool leavesOutIPv6)
    {
        var place = server is null ? "ADDRESS" : IPAddress.TryParse(server.Host, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{server.Host}]" : server.Host;
        ImmutableArray<string> words = leavesOutIPv6 ? [place, "ipv6=off"] : [place];
        var blocks = route.Passes.Select(p => p.Server.Directive).Distinct().ToList();
        var edits = server is null ? [] : route.Instance.Plan(blocks.Select(b => ConfigEdit.Set(b, new Statement("resolver", words), b.Children().FirstOrDefault(d => d.Block is not null))));
        return new Remedy
        {
            Id = "add-resolver",
            Title = $"Give nginx a resolver: \"resolver {string.Join(' ', words)};\"{(blocks is [var first, ..] ? $" in the server block at {first.Where}" : " in the http block")}{(server is null ? ", with the address of a DNS server that knows the name" : "")}",
            Edits = edits,
            Commands = route.Instance.ReloadCommands(scene),
            Risk = Risk.Low,
            Automatic = knows && !edits.IsEmpty,
            Verify = Verify,
            Undo = "take the line out again and reload nginx",
        };
    }

    /// <summary>A variable that always holds the same name is not needed: written out, the name is resolved by the system when nginx loads.</summary>
    private static Remedy? AtLoad(Scene scene, UnresolvedRoute route, bool isBest)
    {
        if (route is not { Target: { } target, Passes: [{ Uri: "", Directive: { Args.Length: > 0 } directive }] } || scene.Resolved(route.Instance, target.Address.Host) is not { Error: null })
        {
            return null;
        }

        var scheme = directive.Args[0].IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? directive.Args[0][..(at + 3)] : "";
        var edits = scheme.Contains('$', StringComparison.Ordinal) ? [] : route.Instance.Plan(ConfigEdit.ReplaceArg(directive, 0, scheme + target.Address));
        return edits.IsEmpty ? null : new Remedy
        {
            Id = "name-without-variable",
            Title = $"Write {target.Address} into {directive.Name} instead of the variable ({directive.Where}): it is then resolved when nginx loads, by the hosts file too",
            Edits = edits,
            Commands = route.Instance.ReloadCommands(scene),
            Risk = Risk.Low,
            Automatic = isBest,
            Verify = Verify,
            Undo = "put the variable back and reload nginx",
        };
    }
}
