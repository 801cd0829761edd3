using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the containers of the engines that run here.</summary>
public static class ContainerReader
{
    private const string What = "containers";
    private const int MostContainers = 200;
    private const int SideBySide = 8;
    private const int ListLimit = 8 * 1024 * 1024;
    private const int InspectLimit = 1024 * 1024;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    /// <summary>Those that run and those that do not, newest first; none where there is no engine.</summary>
    public static async Task<Section<ImmutableArray<Container>>> ReadAsync(ProcessTable table, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Bound);
        var engines = await Task.WhenAll(EngineSockets.Find(table).Select(socket => ReadAsync(socket, table, bounded.Token))).ConfigureAwait(false);
        return engines.FirstOrDefault(e => !e.IsSeen) is { } blind && !engines.Any(e => e.IsSeen)
            ? blind
            : Section.Seen<ImmutableArray<Container>>([.. engines.SelectMany(e => e.Or([])).DistinctBy(c => c.Id)]);
    }

    private static async Task<Section<ImmutableArray<Container>>> ReadAsync(string socket, ProcessTable table, CancellationToken cancellation)
    {
        try
        {
            var list = await EngineCall.GetAsync(socket, $"/containers/json?all=1&limit={MostContainers}", ListLimit, cancellation).ConfigureAwait(false);
            return list is { Status: 200, IsCut: false }
                ? Section.Seen(await InspectAsync(socket, ContainerParser.List(list.Body), table, cancellation).ConfigureAwait(false))
                : Blind(socket, list.IsCut ? "its list of containers is too long" : list.Status == 0 ? "what answers there is no container engine" : $"the engine answered {list.Status}", "run: docker ps --all");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return Blind(socket, "permission denied", "run as root, or as a member of the group docker");
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            // The socket of an engine that has ended: its containers have ended with it, or live on without it and are seen by their namespaces.
            return Section.Seen(ImmutableArray<Container>.Empty);
        }
        catch (SocketException e)
        {
            return Blind(socket, e.Message, "run: docker ps --all");
        }
        catch (OperationCanceledException)
        {
            return Blind(socket, $"the engine did not answer within {Bound.TotalSeconds:0} s", "see whether docker ps --all hangs too");
        }
    }

    /// <summary>Completes each; one that cannot be inspected in time stays as the list tells it.</summary>
    private static async Task<ImmutableArray<Container>> InspectAsync(string socket, ImmutableArray<Container> listed, ProcessTable table, CancellationToken cancellation)
    {
        var inspected = new ConcurrentDictionary<string, Container>();
        try
        {
            var bounds = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
            await Parallel.ForEachAsync(listed, bounds, async (container, stop) =>
            {
                var reply = await EngineCall.GetAsync(socket, $"/containers/{container.Id}/json", InspectLimit, stop).ConfigureAwait(false);
                if (reply is { Status: 200, IsCut: false } && ContainerParser.Inspect(reply.Body) is { } whole)
                {
                    inspected[container.Id] = whole with { NetNs = NetNsOf(table, whole) };
                }
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The engine ended, or hangs on one of them: what is known by now has to do.
        }

        return [.. listed.Take(MostContainers).Select(c => inspected.GetValueOrDefault(c.Id, c))];
    }

    /// <summary>The engine may live in another pid namespace than ours: a process counts only when its cgroup does not name another container.</summary>
    private static string NetNsOf(ProcessTable table, Container container) =>
        container.Pid > 0 && table.Find(container.Pid) is not null && (table.Cgroup(container.Pid).Container ?? container.Id) == container.Id
            ? table.Link(container.Pid, "ns/net") ?? ""
            : "";

    private static Section<ImmutableArray<Container>> Blind(string socket, string why, string remedy) =>
        Section.Blind<ImmutableArray<Container>>($"{What} ({socket})", why, remedy);
}
