using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Reporting;

/// <summary>The peers: whether they live, who listens where, what they answered.</summary>
internal static class PeersPart
{
    private const int MostRows = 40;

    /// <summary>Every peer that nginx is told of, with who serves it.</summary>
    public static ReportSection Upstreams(Scene scene)
    {
        var targets = scene.Targets();
        return Table("upstreams", "Upstream status", ["state", "upstream", "peer", "served by", "declared at"], targets.Length, "No upstream peer is known.",
            targets.Take(MostRows).Select(t => ImmutableArray.Create(
                t.Probes.IsEmpty ? "not asked" : t.IsWell ? "up" : "failing",
                t.Upstream?.Name ?? "",
                $"{t.Protocol.Text()}://{t.Address}",
                string.Join(", ", t.Endpoints.SelectMany(t.ListenersOn).Select(l => Owner(scene, l)).Distinct().Take(3)) is { Length: > 0 } owners ? owners : scene.Listeners.IsSeen ? "nobody seen" : "not looked at",
                t.Where)));
    }

    /// <summary>Every listening socket.</summary>
    public static ReportSection Ports(Scene scene)
    {
        var listeners = scene.Listeners.Seen.OrEmpty();
        return Table("ports", "Port bindings", ["address", "held by", "waiting", "queue"], listeners.Length, scene.Listeners.IsSeen ? "Nobody listens." : "Listening sockets were not looked at.",
            listeners.OrderBy(l => l.Path is not null).ThenBy(l => l.Port).Take(MostRows).Select(l => ImmutableArray.Create(
                l.ToString(),
                Owner(scene, l),
                Text(l.Queue),
                Text(l.Backlog))));
    }

    /// <summary>What was asked directly, without nginx.</summary>
    public static ReportSection Probes(Scene scene)
    {
        ImmutableArray<ImmutableArray<string>> probes = [.. scene.Answers.OrEmpty().OfType<ProbeAnswer>().Select(Row)];
        ImmutableArray<ImmutableArray<string>> names = [.. scene.Answers.OrEmpty().OfType<NameAnswer>().Select(Row)];
        return Table("probes", "Direct upstream tests", ["asked", "answer", "status", "ms"], probes.Length + names.Length,
            scene.Focus.Offline ? "None: with --offline nothing is sent." : "No peer was asked.",
            probes.Concat(names).Take(MostRows));
    }

    private static ImmutableArray<string> Row(ProbeAnswer answer) =>
    [
        $"{answer.Question.Protocol.Text()}://{answer.Question.Address}",
        answer.Result is { IsSeen: true, Seen: var seen } ? seen.Text + (seen.Spoken is { } spoken ? $"; it speaks {spoken}" : "") : answer.Result.Blind?.Why ?? "",
        Text(answer.Result.Seen?.Status),
        answer.Result.Seen is { } result ? result.ElapsedMs.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) : "",
    ];

    private static ImmutableArray<string> Row(NameAnswer answer) =>
    [
        $"name {answer.Question.Name}",
        answer.Result is { IsSeen: true, Seen: var seen } ? seen.Error is { } error ? $"{error}: {seen.Text}" : string.Join(", ", seen.Addresses.OrEmpty()) : answer.Result.Blind?.Why ?? "",
        "",
        "",
    ];

    private static ReportSection Table(string id, string title, ImmutableArray<string> columns, int count, string nothing, IEnumerable<ImmutableArray<string>> rows) =>
        ReportSection.Of(id, title, count == 0 ? [] : [new ReportTable(columns, [.. rows], count - MostRows)], nothing);

    private static string Owner(Scene scene, Listener listener) =>
        scene.OwnerOf(listener) is { } process ? $"{process.Name} (pid {process.Pid}{process.Home()})" : "a process that could not be seen";

    private static string Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
