namespace Gatemedic.Logs;

/// <summary>What the value of a variable can look like, which says where it ends.</summary>
internal enum AccessShape
{
    /// <summary>Anything up to the literal that follows.</summary>
    Text,

    /// <summary>Three digits.</summary>
    Status,

    /// <summary>Digits, dots and dashes.</summary>
    Number,

    /// <summary>Up to a slash, blank, comma or quote.</summary>
    Host,

    /// <summary>Items between ", " and " : ".</summary>
    List,

    /// <summary><c>10/Oct/2026:13:55:36 +0200</c></summary>
    LocalTime,

    /// <summary><c>2026-10-10T13:55:36+02:00</c></summary>
    IsoTime,

    /// <summary>Whatever the line still holds.</summary>
    Rest,
}
