namespace Gatemedic.Logs;

/// <summary>Builds rows of the witnesses' catalogue.</summary>
internal static class WitnessRow
{
    /// <summary>A message, known by its words alone.</summary>
    internal static WitnessSignature Row(string program, string id, string meaning, string[] forms, params SignatureSample[] samples) =>
        new(program, meaning, new Signature(id, "-", [], [.. forms], [.. samples]));

    /// <summary>A message in words that others use too: the program has to be known.</summary>
    internal static WitnessSignature Own(string program, string id, string meaning, string[] forms, params SignatureSample[] samples) =>
        Row(program, id, meaning, forms, samples) with { Anywhere = false };

    /// <summary>A message of an orderly life.</summary>
    internal static WitnessSignature Life(string program, string id, string meaning, string[] forms, params SignatureSample[] samples) =>
        Own(program, id, meaning, forms, samples) with { Usual = true };

    /// <summary>A line as it stands in a log.</summary>
    internal static SignatureSample Line(string line, params string[] fields) => new(line, [.. fields]);
}
