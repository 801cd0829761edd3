namespace Gatemedic.Logs;

/// <summary>Which requests are told; null for no bound.</summary>
/// <param name="Upstream">A peer's address or the name of a group, as the logs write it.</param>
/// <param name="Host">The host asked for, in lower case.</param>
/// <param name="PathPrefix">How the path starts.</param>
public sealed record LogFilter(string? Upstream, string? Host, string? PathPrefix);
