using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Finds the targets of a Scene: first what the configurations name, then what only their logs name.</summary>
internal static class TargetReader
{
    /// <summary>All targets in the order of the configuration, those that it no longer names last.</summary>
    public static ImmutableArray<Target> Read(Scene scene) => [.. scene.Instances.SelectMany(i => ReadInstance(scene, i))];

    /// <summary>Those that the user asked for.</summary>
    public static ImmutableArray<Target> Narrow(Scene scene, ImmutableArray<Target> targets)
    {
        var wanted = scene.Instances.ToDictionary(i => i.Id, i => InFocus(scene, i));
        return [.. targets.Where(t => wanted[t.Instance.Id](t))];
    }

    private static IEnumerable<Target> ReadInstance(Scene scene, NginxInstance instance)
    {
        var errors = instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? []).Where(g => g.Peer is not null).ToList();
        var logged = new LoggedPeers(errors);
        var claimed = new HashSet<ErrorGroup>(ReferenceEqualityComparer.Instance);
        var declared = new List<Target>();
        foreach (var declaration in Declarations(instance))
        {
            var runTime = RunTimeNames.Of(instance, declaration.Address, declaration.Upstream, declaration.Directive, declaration.Passes);
            var endpoints = Endpoints(scene, instance, declaration.Address, runTime);
            var own = logged.Of(declaration.Protocol, declaration.Address, declaration.Upstream, endpoints);
            claimed.UnionWith(own);
            var target = Complete(scene, instance, declaration with { RunTime = runTime }, endpoints, own);
            if (!IsSpare(target))
            {
                declared.Add(target);
            }
        }

        // Peers that only the log knows: a variable in the *_pass, a name that has moved on, or no configuration at hand. Where what
        // runs is what is on disk, and that names every peer, they belong to an earlier configuration.
        var master = scene.MasterOf(instance);
        var touched = instance.TouchedAt > instance.ModifiedAt ? instance.TouchedAt : instance.ModifiedAt;
        var unknown = master?.LoadedAt >= touched && NamesEveryPeer(instance) ? [] : errors;
        var strangers = new Strangers(scene, instance, declared);
        foreach (var group in unknown.Where(g => !claimed.Contains(g)).GroupBy(g => (g.Scheme, g.Peer)))
        {
            if (LogPeer.Parse(group.Key.Scheme, group.Key.Peer!) is not var (protocol, address) || !(address.IsUnix || address.IsLiteral))
            {
                continue;
            }

            // What the configuration no longer names counts only while it still happens.
            var former = strangers.NamedBefore(protocol, address, group);
            var declaration = new Declaration(protocol, address, former?.Upstream, former?.Declared, former?.Passes ?? [])
            {
                Former = former?.Address,
                ChangedAway = former is null && master?.LoadedAt < touched && strangers.IsEveryPeerKnown ? touched : null,
            };
            var target = Complete(scene, instance, declaration, [address], [.. group]);
            if (!target.Current.All(g => IsResolvedAnew(scene, instance, target, g)) && !(strangers.IsEveryPeerKnown && target.Current.All(g => strangers.IsOfEarlierLoad(g, target))))
            {
                declared.Add(target);
            }
        }

        return declared;
    }

    /// <summary>One of the peers that a map or a lot may choose, which is down and of which no request complains: the green one while blue serves.</summary>
    private static bool IsSpare(Target target) =>
        target.Errors.IsEmpty && target.Passes.All(p => p.IsAlternative) && target.Probes.Any(p => !p.Result.Serves);

    /// <summary>nginx has loaded since, so the name of which this was the address was resolved anew: had it still the same, the log would name it again.</summary>
    private static bool IsResolvedAnew(Scene scene, NginxInstance instance, Target old, ErrorGroup group) =>
        scene.MasterOf(instance)?.LoadedAt is { } loaded && loaded >= group.Last.AddSeconds(1)
        && Declarations(instance).Any(d => d.Protocol == old.Protocol && d.Address.Port == old.Address.Port && !d.Address.IsUnix && !d.Address.IsLiteral);

    /// <summary>The configuration on disk names every peer literally.</summary>
    private static bool NamesEveryPeer(NginxInstance instance) =>
        instance.Model() is { Tree.Error: null } model
        && model.Passes.All(p => p.Undecided is null)
        && Declarations(instance).All(d => d.Address.IsUnix || d.Address.IsLiteral || d.Address.Host == "localhost");

    private static Target Complete(
        Scene scene, NginxInstance instance, Declaration declaration, ImmutableArray<PeerAddress> endpoints, ImmutableArray<ErrorGroup> errors)
    {
        ImmutableArray<Probed> probes = [.. endpoints
            .Select(e => scene.ProbeOf(instance, e, declaration.Protocol) is { } result ? new Probed(e, result) : null)
            .OfType<Probed>()];
        var past = new Past(scene, instance, endpoints, probes);
        return new Target
        {
            Scene = scene,
            Instance = instance,
            Protocol = declaration.Protocol,
            Address = declaration.Address,
            Upstream = declaration.Upstream,
            Declared = declaration.Directive,
            Passes = declaration.Passes,
            RunTime = declaration.RunTime,
            Former = declaration.Former,
            ChangedAway = declaration.ChangedAway,
            Endpoints = endpoints,
            Errors = errors,
            Current = [.. errors.Where(g => !past.IsOver(g))],
            Unended = [.. errors.Where(g => !past.IsEnded(g))],
            Probes = probes,
        };
    }

    private static IEnumerable<Declaration> Declarations(NginxInstance instance)
    {
        var passes = instance.Model()?.Passes ?? [];
        var peers =
            from written in passes
            from pass in written.Alternatives.IsEmpty ? [written] : written.Alternatives
            from peer in pass.Upstream is { } upstream
                ? upstream.Servers.Where(s => !s.Down).Select(s => (s.Address, s.Directive, (UpstreamBlock?)upstream))
                : pass.Address is { } address ? [(address, pass.Directive, null)] : []
            group (pass, peer.Directive) by (pass.Protocol, peer.Address, peer.Item3?.Name) into same
            select new Declaration(
                same.Key.Protocol, same.Key.Address, same.First().pass.Upstream, same.First().Directive, [.. same.Select(s => s.pass)]);
        return peers;
    }

    private static ImmutableArray<PeerAddress> Endpoints(Scene scene, NginxInstance instance, PeerAddress address, RunTimeName? runTime)
    {
        if (address.IsUnix || address.IsLiteral)
        {
            return [address];
        }

        if ((runTime is null ? null : scene.ResolvedBy(instance, runTime)) is { } atRunTime)
        {
            return [.. atRunTime.Addresses.Select(a => address with { Host = a })];
        }

        if (scene.Resolved(instance, address.Host) is { } resolved)
        {
            return [.. resolved.Addresses.Select(a => address with { Host = a })];
        }

        // Without an answer, localhost still is what every hosts file says.
        return address.Host == "localhost" ? [address with { Host = "::1" }, address with { Host = "127.0.0.1" }] : [];
    }

    /// <summary>What the focus leaves of an instance.</summary>
    private static Func<Target, bool> InFocus(Scene scene, NginxInstance instance)
    {
        var (wanted, url) = (scene.Focus.Upstream, scene.Focus.Url);
        var route = url is not null && Uri.TryCreate(url, UriKind.Absolute, out var uri) && instance.Model() is { } model ? model.Route(uri) : null;
        return target => (wanted is null || IsCalled(target, wanted))
            && (route is null || (route.Pass is { } pass && target.Passes.Any(p => ReferenceEquals(p.Directive, pass.Directive))));
    }

    private static bool IsCalled(Target target, string wanted) =>
        string.Equals(target.Upstream?.Name, wanted, StringComparison.OrdinalIgnoreCase)
        || target.Address.ToString() == wanted || target.Address.Host == wanted || target.Address.Path == wanted
        || target.Endpoints.Any(e => e.ToString() == wanted);

    private sealed record Declaration(
        Protocol Protocol, PeerAddress Address, UpstreamBlock? Upstream, Directive? Directive, ImmutableArray<Pass> Passes)
    {
        public RunTimeName? RunTime { get; init; }

        public PeerAddress? Former { get; init; }

        public DateTimeOffset? ChangedAway { get; init; }
    }
}
