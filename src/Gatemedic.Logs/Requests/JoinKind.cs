namespace Gatemedic.Logs;

/// <summary>What an access record looks for among the error records.</summary>
internal enum JoinKind
{
    /// <summary>It failed: the record that says why.</summary>
    Failed,

    /// <summary>Its tries failed and a later one did not: their records, so that nobody else gets them.</summary>
    Recovered,

    /// <summary>Its answer may have been cut.</summary>
    Cut,

    /// <summary>It went well, but its format does not tell its tries: whatever record is left over for it.</summary>
    Leftover,
}
