namespace Gatemedic.Logs;

/// <summary>How one path fared in the access log: tells trouble that is over from trouble that lasts. Only paths that failed at least once.</summary>
/// <param name="Path">Request path without arguments.</param>
/// <param name="Host">$host where the format has it.</param>
/// <param name="Failures">502, 503, 504 and 499 counted.</param>
/// <param name="LastFailure">Time of the last of them.</param>
/// <param name="LastFailureStatus">Its status.</param>
/// <param name="LastSuccess">Last status below 500 (other than 499) on the same path, null when none.</param>
/// <param name="EndsWell">The last line of this path in the log is such a success; times have one second, the order of lines has none to spare.</param>
/// <param name="Wavers">A success stands between two failures: it fails now and then rather than for a time.</param>
public sealed record PathRecord(
    string Path, string? Host, long Failures, DateTimeOffset LastFailure, int LastFailureStatus, DateTimeOffset? LastSuccess, bool EndsWell, bool Wavers);
