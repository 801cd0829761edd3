using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>
/// What of a log that the user named, and that nobody here is seen to write, the application of a target wrote: what the lines say is its, and where they
/// say nothing, what only it can have written.
/// </summary>
/// <param name="target">The peer.</param>
/// <param name="units">Units of the records that are about it; null stands for those without.</param>
internal sealed class Authorship(Target target, ImmutableArray<string?> units)
{
    // What ends an application comes before nginx's first error about it, and nginx hears of it only when the next request comes.
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    /// <summary>Null where nothing in it is the target's, or nobody can tell.</summary>
    public static Authorship? Of(Target target, WitnessLog log)
    {
        if (!log.IsNamed || log.Owner is not null || !log.Pids.OrEmpty().IsEmpty || !IsInTrouble(target))
        {
            return null;
        }

        var groups = log.Groups.OrEmpty();
        var able = groups.Where(g => Writers.Serves(g.Program, target.Protocol)).ToList();
        if (able.Count == 0 && !groups.Any(g => Writers.IsServer(g.Program)))
        {
            // Custom programs say nothing that is known; who keeps them does.
            able = [.. groups.Where(g => Writers.IsKeeper(g.Program) && g.Unit is not (null or "nginx.service" or "nginx"))];
        }

        var authors = Authors(able);
        var rivals = target.Scene.Targets().Where(t => IsInTrouble(t) && authors.Exists(a => a.CanServe(t))).DistinctBy(t => t.Address).ToList();
        var named = authors.Where(a => a.Names(target) && rivals.TrueForAll(r => r.Address == target.Address || !a.Names(r))).ToList();
        if (named.Count == 0)
        {
            // One that may have written it, and one that it may be about.
            named = [.. authors.Where(a => a.Places.IsEmpty && !a.IsStranger(target) && !rivals.Exists(a.Names))];
            named = named.Count == 1 && rivals.All(r => r.Address == target.Address) && !IsHeardElsewhere(target, named[0]) && IsRunningAs(target, named[0]) ? named : [];
        }

        return named.Count > 0 || (groups.Any(g => g.Program == "kernel") && rivals.All(r => r.Address == target.Address)) ? new Authorship(target, [.. named.SelectMany(a => a.Units)]) : null;
    }

    /// <summary>It wrote the record, or its keeper or the kernel did about it.</summary>
    public bool Has(WitnessEvent record) => IsOfThen(record.Time) && record.Program switch
    {
        "kernel" => Writers.IsCalled(record.Fields.GetValueOrDefault("name", ""), target.Protocol) && IsOnlyOneFor(record.Fields.GetValueOrDefault("name", "")),
        _ when Writers.IsKeeper(record.Program) => record.Unit is not null && units.Contains(record.Unit),
        _ => Writers.Serves(record.Program, target.Protocol) && units.Contains(UnitOf(record)),
    };

    /// <summary>What has no unit belongs to the only one that there is.</summary>
    private static List<Author> Authors(List<WitnessGroup> able)
    {
        var byUnit = able.ToLookup(g => g.Samples.OrEmpty() is [var sample, ..] ? UnitOf(sample) : g.Unit);
        var units = byUnit.Select(g => g.Key).Where(u => u is not null).ToList();
        return units.Count > 1
            ? [.. units.Select(u => new Author([u], [.. byUnit[u]]))]
            : able.Count == 0 ? [] : [new Author([.. byUnit.Select(g => g.Key)], [.. able])];
    }

    /// <summary>Of PHP-FPM the pool; what its master says is about all of them.</summary>
    private static string? UnitOf(WitnessEvent record) => record.Program == "php-fpm" ? record.Fields.GetValueOrDefault("pool") : record.Unit;

    private static bool IsInTrouble(Target target) => !target.Current.IsEmpty || target.IsDead;

    private bool IsOnlyOneFor(string process) => target.Scene.Targets().All(t => t.Address == target.Address || !IsInTrouble(t) || !Writers.IsCalled(process, t.Protocol));

    private bool IsOfThen(DateTimeOffset? time) =>
        time is not { } then || target.Current.IsEmpty || (then >= target.Current.Min(g => g.First) - Before && then <= target.Current.Max(g => g.Last) + After);

    /// <summary>The log of this program that the application does write is known: it is another one.</summary>
    private static bool IsHeardElsewhere(Target target, Author author)
    {
        var owners = Owners(target).Select(o => o.Pid).ToHashSet();
        return (target.Scene.Witnesses?.Seen ?? default).OrEmpty().Any(l => l.Pids.OrEmpty().Any(owners.Contains) && l.Groups.OrEmpty().Any(g => author.Groups.Any(a => a.Program == g.Program)));
    }

    /// <summary>What listens there is such a program, as far as that can be seen.</summary>
    private static bool IsRunningAs(Target target, Author author)
    {
        var owners = Owners(target).ToList();
        return owners.Count == 0 || author.Groups.Any(g => Writers.IsKeeper(g.Program) || owners.Exists(o => $"{o.Name} {o.Command}".Contains(g.Program, StringComparison.Ordinal)));
    }

    private static IEnumerable<HostProcess> Owners(Target target) => target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>();

    /// <summary>Records of one unit, container or pool.</summary>
    private sealed record Author(ImmutableArray<string?> Units, ImmutableArray<WitnessGroup> Groups)
    {
        public ImmutableArray<string> Places { get; } = [.. Groups.SelectMany(g => g.Samples.OrEmpty()).Select(Writers.PlaceIn).OfType<string>()];

        public bool CanServe(Target target) => Groups.Any(g => Writers.Serves(g.Program, target.Protocol) || Writers.IsKeeper(g.Program));

        /// <summary>It says that it listens there, or it is called as the peer is: service "app" of Compose, pool "shop" on /run/php/shop.sock.</summary>
        public bool Names(Target target) => Places.Any(p => Writers.IsAt(p, target)) || Units.OfType<string>().Any(u => IsNameOf(u, target));

        /// <summary>In the network of Compose services are called by their names, and this is another service.</summary>
        public bool IsStranger(Target target) =>
            target.Address is { IsUnix: false, IsLiteral: false, Host: not "localhost" } && !target.Address.Host.Contains('.', StringComparison.Ordinal)
            && Groups.Any(g => g.Program != "php-fpm" && g.Unit is not null) && !Names(target);

        private static bool IsNameOf(string unit, Target target)
        {
            var name = unit.EndsWith(".service", StringComparison.Ordinal) ? unit[..^".service".Length] : unit;
            var stem = name.TrimEnd("0123456789".ToCharArray()).TrimEnd('-', '_');
            return target.Address.Path is { } path
                ? path.Split('/', '.').Any(part => part == name || part.Split('-', '_').Contains(name))
                : !target.Address.IsLiteral && (target.Address.Host == name || target.Address.Host == stem || stem.EndsWith("-" + target.Address.Host, StringComparison.Ordinal) || stem.EndsWith("_" + target.Address.Host, StringComparison.Ordinal));
        }
    }
}
