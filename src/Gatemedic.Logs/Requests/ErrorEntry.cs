namespace Gatemedic.Logs;

/// <summary>One record of an error log that waits for its request: what is needed to tell whose it is. Its bytes lie in the window.</summary>
internal struct ErrorEntry
{
    /// <summary>Order among all entries.</summary>
    internal long Sequence;

    /// <summary>Seconds since 1970.</summary>
    internal long Second;

    /// <summary>Where its bytes start in the window, counted without end.</summary>
    internal long Start;
    internal int Length;
    internal int Pid;
    internal long Connection;

    /// <summary>Position of its reason in <see cref="FailureReasons.All"/>.</summary>
    internal int Reason;

    /// <summary>A rival's reason, when the entry was left over by an even choice; -1 for none.</summary>
    internal int Rival;
    internal int Log;
    internal long Offset;
    internal long Number;

    /// <summary>Nobody has it yet.</summary>
    internal bool IsFree;

    /// <summary>It is a full 2048 bytes, so fields at its end are lacking.</summary>
    internal bool IsCut;

    /// <summary>With errno and action.</summary>
    internal Range Message;
    internal Range Client;
    internal Range Server;
    internal Range Request;
    internal Range Subrequest;
    internal Range Peer;
    internal Range Host;
}
