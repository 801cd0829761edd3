using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Something that the running nginx does and the configuration on disk would not have it do.</summary>
/// <param name="Weight">How surely that shows another configuration.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In words.</param>
/// <param name="Source">Where to look again.</param>
/// <param name="Fails">Requests fail of it.</param>
internal sealed record Difference(double Weight, EvidenceKind Kind, string Text, string Source, bool Fails)
{
    /// <summary>All of them, those that fail first.</summary>
    public static IEnumerable<Difference> Of(Scene scene, NginxInstance instance, NginxMaster master, DateTimeOffset touched) =>
        Peers(scene, instance, touched).Concat(Resolvers(scene, instance)).Concat(Doors(scene, instance, master));

    /// <summary>A time-out that was raised on disk only; null when there is none.</summary>
    public static Difference? Of(Target target) => target.EarlyTimeoutOf() is not { } early ? null : new Difference(
        Weigh.Decisive,
        EvidenceKind.Log,
        string.Create(CultureInfo.InvariantCulture, $"nginx gave {target.Address} up after {early.Waited:0.#} s, though {early.OnDisk.Where} says {early.OnDisk.Directive} {early.OnDisk.Text}"),
        early.Group.Samples[0].Source,
        Fails: true);

    private static IEnumerable<Difference> Peers(Scene scene, NginxInstance instance, DateTimeOffset touched) =>
        from target in scene.LeftBehind(instance)
        let logged = target.Current[0]
        select new Difference(
            Weigh.Decisive, EvidenceKind.Log, logged.Says($"nginx sends requests to {target.Address}, which the files of {touched:HH:mm:ss} do not name: {logged.AsWritten()}"), logged.Samples[0].Source, true);

    private static IEnumerable<Difference> Resolvers(Scene scene, NginxInstance instance) =>
        from route in scene.NamesWithoutResolver()
        where route.Instance.Id == instance.Id && route is { Logged: not null, OnDisk: not null }
        select new Difference(
            Weigh.Decisive, EvidenceKind.Log, route.Logged!.Says($"nginx has no resolver for {route.Name}, though {route.OnDisk!.Where} says: {route.OnDisk.Text}"), route.Logged!.Samples[0].Source, true);

    /// <summary>The sockets on which nginx listens against the listen directives; blind where not one of its sockets was seen.</summary>
    private static IEnumerable<Difference> Doors(Scene scene, NginxInstance instance, NginxMaster master)
    {
        var own = master.Workers.OrEmpty().Append(master.Pid).ToHashSet();
        var held = scene.Listeners.Seen.OrEmpty().Where(l => l.NetNs == master.NetNs && l.Pids.OrEmpty().Any(own.Contains)).ToList();
        if (held.Count == 0 || instance.Model() is not { Tree: { Error: null } tree } model)
        {
            yield break;
        }

        foreach (var missing in ListenPlace.Of(scene, instance, master.NetNs).Where(a => !a.IsHeldBy(own) && a.TakenBy(scene, own) is null))
        {
            yield return new Difference(Weigh.Decisive, EvidenceKind.Socket, $"nginx does not listen on {missing.Text}, as {missing.Where} says", "ss -ltnp", false);
        }

        // mail {} listens too, and is not part of the model.
        var listens = model.Servers.SelectMany(s => s.Listens).ToList();
        var doors = tree.Children().Any(d => d.Name == "mail") ? [] : held.Where(l => !listens.Exists(d => l.Path is { } path ? d.Address == "unix:" + path : d.Port == l.Port));
        foreach (var extra in doors.DistinctBy(l => l.ToString()))
        {
            yield return new Difference(Weigh.Strong, EvidenceKind.Socket, $"nginx listens on {extra}, which no listen directive of the files says", "ss -ltnp", false);
        }
    }
}
