using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>A cause that log lines alone point to; without a look at the host it stays likelier or less likely, never proved.</summary>
/// <param name="Cause">Its code.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Because">Why, in a sentence or two.</param>
/// <param name="Quotes">The lines that point to it, newest first, at most 5.</param>
public sealed record PointedCause(string Cause, double Confidence, string Because, ImmutableArray<LogQuote> Quotes);
