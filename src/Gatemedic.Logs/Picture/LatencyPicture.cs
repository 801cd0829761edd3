namespace Gatemedic.Logs;

/// <summary>Latencies in seconds; percentiles are at most 3 % off.</summary>
public sealed record LatencyPicture(long Count, double P50, double P90, double P95, double P99, double Max);

/// <summary>Latency of a peer during one span of time.</summary>
public sealed record LatencyPoint(DateTimeOffset At, long Count, double P50, double P95, double P99);
