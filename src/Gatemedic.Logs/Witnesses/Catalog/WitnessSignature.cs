namespace Gatemedic.Logs;

/// <summary>One message of a program other than nginx, as data.</summary>
/// <param name="Program">Whose it is.</param>
/// <param name="Meaning">What it tells, in a few words.</param>
/// <param name="Signature">Its id, forms, and sample lines as they stand in a log, with what must be read from them.</param>
public sealed record WitnessSignature(string Program, string Meaning, Signature Signature)
{
    /// <summary>Known by its words alone; others are taken only from who is known to be the program.</summary>
    public bool Anywhere { get; init; } = true;

    /// <summary>Part of an orderly life: shown on a timeline, but a sign of no trouble.</summary>
    public bool Usual { get; init; }
}
