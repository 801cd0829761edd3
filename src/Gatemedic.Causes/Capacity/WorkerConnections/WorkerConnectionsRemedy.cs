using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of workers without free connections: more of them, with the files that they take, and a look at who holds them.</summary>
internal static class WorkerConnectionsRemedy
{
    // What a small host carries without noticing: a free connection is some 400 bytes (ngx_connection_t and two events).
    private const long Usual = 4096;
    private const long Most = 65_536;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Scene scene, NginxInstance instance, FilesPlan plan, long present) => [Raise(scene, instance, plan, present), Look(scene, instance)];

    private static Remedy Raise(Scene scene, NginxInstance instance, FilesPlan plan, long present)
    {
        var wanted = Math.Max(present + 1, Math.Min(Most, Math.Max(Usual, 4 * present)));
        var events = instance.Model()?.Tree.Children().LastOrDefault(d => d.Name == "events");

        // A worker that may open fewer files only exchanges one bound for the other.
        var files = plan.Limit is { } limit && limit < 2 * wanted ? 2 * wanted : (long?)null;
        ImmutableArray<ConfigEdit> changes = events is null ? [] :
        [
            ConfigEdit.Set(events, Statement.Of("worker_connections", wanted.ToString(CultureInfo.InvariantCulture))),
            .. files is { } number ? [FdLimitRemedy.RlimitEdit(instance, number)] : ImmutableArray<ConfigEdit>.Empty,
        ];
        var edits = instance.Plan(changes);
        return new Remedy
        {
            Id = "raise-worker-connections",
            Title = files is { } more ? $"Let each worker have {wanted} connections, and {more} files for them" : $"Let each worker have {wanted} connections",
            Edits = edits,
            Commands = instance.ReloadCommands(scene),
            Risk = Risk.Low,
            Automatic = !edits.IsEmpty,
            Verify = "no new \"worker_connections are not enough\" stands in the error log",
            Undo = "put the old value back and reload nginx",
        };
    }

    private static Remedy Look(Scene scene, NginxInstance instance)
    {
        var worker = scene.MasterOf(instance)?.Workers.OrEmpty().FirstOrDefault() ?? 0;
        return new Remedy
        {
            Id = "find-holders",
            Title = "See who holds the connections: a slow upstream, one client with many, keep-alive that lasts too long",
            Commands = worker == 0 ? ["ss -tnp | grep nginx"] : [$"ss -tnp | grep 'pid={worker},' | awk '{{print $1, $5}}' | sed 's/:[0-9]*$//' | sort | uniq -c | sort -rn | head"],
            Risk = Risk.None,
            Verify = "the connections lead where they should",
            Undo = "nothing was changed",
        };
    }
}
