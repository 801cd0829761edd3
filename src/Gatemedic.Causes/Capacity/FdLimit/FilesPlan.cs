using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>How many files a worker may open, how many connections it may have, and what suits both.</summary>
/// <param name="Limit">Files that a worker may open now; null when not known.</param>
/// <param name="Source">Where that bound comes from; null when not known.</param>
/// <param name="Connections">worker_connections.</param>
/// <param name="ConnectionsWhere">Where that stands.</param>
internal sealed record FilesPlan(long? Limit, string? Source, long Connections, string ConnectionsWhere)
{
    // nginx's own default where the configuration does not say (ngx_event.c, DEFAULT_CONNECTIONS).
    private const long DefaultConnections = 512;

    // A worker of a busy host; a limit costs nothing until it is used.
    private const long Usual = 4096;

    // fs.nr_open where nobody changed it: setrlimit refuses more.
    private const long Most = 1_048_576;

    /// <summary>
    /// What worker_rlimit_nofile should be: a proxied request takes two connections, which worker_connections both counts, and may take a file
    /// for what is buffered.
    /// </summary>
    public long Wanted => Math.Min(Most, Power(Math.Max(Usual, Math.Max(2 * Connections, 2 * (Limit ?? 0)))));

    /// <summary>From the workers that run, else from the configuration, else from the log.</summary>
    public static FilesPlan Of(Scene scene, NginxInstance instance, ImmutableArray<HostProcess> workers, ImmutableArray<ErrorGroup> groups)
    {
        var tree = instance.Model()?.Tree;
        var rlimit = tree?.Children().LastOrDefault(d => d.Name == "worker_rlimit_nofile");
        var connections = tree?.Children().Where(d => d.Name == "events").SelectMany(d => d.Children()).LastOrDefault(d => d.Name == "worker_connections");
        var written = Number(rlimit);
        var limit = workers.Select(w => w.Resources?.FileLimit).FirstOrDefault(l => l is not null)
            ?? written
            ?? groups.Select(g => Parse(g.Fields.GetValueOrDefault("files"))).FirstOrDefault(f => f is not null);
        var unit = scene.MasterOf(instance)?.Unit;
        return new FilesPlan(
            limit,
            rlimit is not null ? $"worker_rlimit_nofile ({rlimit.Where})" : limit is null ? null : unit is not null ? $"LimitNOFILE of {unit}" : "what started nginx (ulimit -n)",
            Number(connections) ?? DefaultConnections,
            connections?.Where ?? "nginx default");
    }

    /// <summary>The whole number that a directive is given; null when there is none.</summary>
    public static long? Number(Directive? directive) => directive?.Args is [var word] ? Parse(word) : null;

    /// <summary>A whole number, or null.</summary>
    public static long? Parse(string? word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long Power(long number)
    {
        var power = 1L;
        while (power < number && power < Most)
        {
            power *= 2;
        }

        return power;
    }
}
