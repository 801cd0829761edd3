namespace Gatemedic.Logs;

/// <summary>All that one worker counts. Workers share nothing while they read; what they counted is put together afterwards.</summary>
internal sealed class SurveyTables
{
    private const int MostServers = 2000;
    private const int Statuses = 1000;

    private readonly StatusTally?[] _statuses = new StatusTally?[Statuses];
    private readonly ByteTable<ServerTally> _servers = new(MostServers);

    internal ErrorShapes Shapes { get; } = new();

    internal ErrorTable Errors { get; } = new();

    internal RouteTable ErrorRoutes { get; } = new();

    internal RouteTable AccessRoutes { get; } = new();

    internal PeerTable Peers { get; } = new();

    internal LatencyHistogram Latency { get; } = new();

    internal WitnessTable Witnesses { get; } = new();

    internal ReasonTable Reasons { get; } = new();

    /// <summary>Requests of servers that found no room.</summary>
    internal long DroppedServers { get; private set; }

    internal IEnumerable<StatusTally> StatusTallies => _statuses.OfType<StatusTally>();

    internal IEnumerable<ServerTally> Servers => _servers.Values;

    internal StatusTally Status(int status) => _statuses[status] ??= new StatusTally(status);

    internal void CountServer(ReadOnlySpan<byte> name, bool failed, long second)
    {
        var server = _servers.Find(name);
        if (server is null && !_servers.TryAdd(name, server = new ServerTally(LogText.Of(name))))
        {
            DroppedServers++;
            return;
        }
        server.Add(failed, second);
    }

    internal void Add(SurveyTables other)
    {
        Errors.Add(other.Errors);
        ErrorRoutes.Add(other.ErrorRoutes);
        AccessRoutes.Add(other.AccessRoutes);
        Peers.Add(other.Peers);
        Latency.Add(other.Latency);
        Witnesses.Add(other.Witnesses);
        Reasons.Add(other.Reasons);
        for (int i = 0; i < Statuses; i++)
        {
            if (other._statuses[i] is { } theirs)
            {
                Status(i).Add(theirs);
            }
        }
        DroppedServers += other.DroppedServers;
        foreach (var (name, theirs) in other._servers.Entries)
        {
            if (_servers.Find(name) is { } mine)
            {
                mine.Add(theirs);
            }
            else if (!_servers.TryAdd(name, theirs))
            {
                DroppedServers += theirs.Requests;
            }
        }
    }
}
