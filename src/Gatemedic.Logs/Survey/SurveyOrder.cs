namespace Gatemedic.Logs;

/// <summary>What of the logs is to be counted.</summary>
/// <param name="Window">The time that matters.</param>
/// <param name="Filter">The requests that matter; null for all.</param>
/// <param name="Judges">Failed requests get their reasons by their access lines alone, for there is nothing to join them with.</param>
internal sealed record SurveyOrder(LogWindow Window, LineFilter? Filter, bool Judges);
