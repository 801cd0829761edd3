namespace Gatemedic.Logs;

/// <summary>A stretch of a log whose lines are numbered on from its first.</summary>
/// <param name="name">How the log is called.</param>
/// <param name="order">Position among all stretches, earlier ones first.</param>
/// <param name="bytes">The log.</param>
internal sealed class LogSegment(string name, int order, ILogBytes bytes)
{
    internal string Name => name;

    internal int Order => order;

    /// <summary>The log, if it can be read again; else null.</summary>
    internal ILogBytes? Again { get; } = bytes.Length is null ? null : bytes;

    /// <summary>Number of the first line in the log; 0 while or where it is not known.</summary>
    internal long FirstLine { get; set; }
}
