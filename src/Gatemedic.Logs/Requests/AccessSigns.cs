namespace Gatemedic.Logs;

/// <summary>What an access record shows about its last try, for <see cref="AccessReasons"/>.</summary>
[Flags]
internal enum AccessSigns
{
    None = 0,

    /// <summary>The format tells the tries and there was none.</summary>
    NoTry = 1,

    /// <summary>The format does not tell the tries.</summary>
    TriesUnknown = 2,

    /// <summary>The last try's header came whole.</summary>
    Header = 4,

    /// <summary>The last try's header did not come.</summary>
    NoHeader = 8,

    /// <summary>The format tells tries, but not when their headers came.</summary>
    HeaderUnknown = 16,

    /// <summary>The last try names a group, so no peer was left.</summary>
    Group = 32,

    /// <summary>The last try was connected.</summary>
    Connected = 64,

    /// <summary>The last try was not connected.</summary>
    Unconnected = 128,

    /// <summary>The last try, or without tries the request, took no time worth the name.</summary>
    Quick = 256,

    /// <summary>It took a second or longer.</summary>
    Slow = 512,

    /// <summary>The last peer is a unix socket.</summary>
    Unix = 1024,

    /// <summary>A later round ended before a peer was chosen.</summary>
    EmptyRound = 2048,

    /// <summary>The last try ended without a status.</summary>
    NoStatus = 4096,

    /// <summary>The last try received exactly as many bytes as a header buffer holds.</summary>
    FullBuffer = 8192,

    /// <summary>An error log was read and has no line of the request.</summary>
    NoErrorLine = 16384,
}
