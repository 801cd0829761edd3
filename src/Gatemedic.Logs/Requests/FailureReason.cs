namespace Gatemedic.Logs;

/// <summary>Why one request got 502, 503, 504 or 499 (or 500 on its way to an upstream), as finely as log lines can tell.</summary>
/// <param name="Id">Stable, in kebab-case: <c>connection-refused</c>.</param>
/// <param name="Status">What nginx makes of it: "502", "504", "499", "500", "503", or "-" when it varies.</param>
/// <param name="Title">In words, to follow a count: "connection refused by the upstream".</param>
public sealed record FailureReason(string Id, string Status, string Title);
