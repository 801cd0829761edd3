namespace Gatemedic.Logs;

/// <summary>A stretch of a log whose lines are numbered on from its first.</summary>
/// <param name="name">How the log is called.</param>
/// <param name="order">Position among all stretches, earlier ones first.</param>
/// <param name="again">The log, if its lines can be read again as they are; else null.</param>
internal sealed class LogSegment(string name, int order, ILogBytes? again)
{
    internal string Name => name;

    internal int Order => order;

    /// <summary>The log, if its lines can be read again as they are; else null.</summary>
    internal ILogBytes? Again { get; } = again?.Length is null ? null : again;

    /// <summary>The log begins with it, so its lines have their numbers from the start.</summary>
    internal bool IsHead { get; init; }

    /// <summary>Number of the first line in the log; 0 while or where it is not known.</summary>
    internal long FirstLine { get; set; }
}
