namespace Gatemedic.Repair;

/// <summary>An operation could not be done; the message says which, why, and what to do.</summary>
internal sealed class RepairException(string message) : Exception(message);
