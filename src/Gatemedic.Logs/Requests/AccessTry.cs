namespace Gatemedic.Logs;

/// <summary>One try of an access record. Times are in seconds; -1 where there is none, NaN where the format does not tell.</summary>
internal struct AccessTry
{
    /// <summary>$upstream_addr's item, within the record's bytes.</summary>
    internal Range Peer;

    /// <summary>$upstream_status's item; 0 for "-", -1 where the format does not tell.</summary>
    internal int Status;
    internal double Connect;
    internal double Header;
    internal double Response;
    internal long Received;
    internal int Round;

    /// <summary>nginx itself gave the try this 502 or 504, as far as can be seen: it wrote an error line for it.</summary>
    internal readonly bool IsNginxFailure => Status is 502 or 504 && !(Header >= 0);
}
