using System.Text.Json;
using Gatemedic.Lab.Host;

namespace Gatemedic.Lab.Run;

/// <summary>The fields of a diagnosis that the lab compares.</summary>
internal sealed record Diagnosis(int Exit, string Verdict, IReadOnlyList<Finding> Findings)
{
    /// <summary>Reads the program's standard output.</summary>
    /// <exception cref="NotAsStagedException">It is not the object that the contract describes.</exception>
    public static Diagnosis Read(Outcome outcome)
    {
        try
        {
            using var document = JsonDocument.Parse(outcome.Output);
            var root = document.RootElement;
            return new Diagnosis(outcome.Exit, Text(root, "verdict"), [.. root.GetProperty("findings").EnumerateArray().Select(finding => new Finding(
                Text(finding, "cause"),
                Text(finding, "detail"),
                finding.GetProperty("confidence").GetDouble(),
                Text(finding, "severity"),
                finding.GetProperty("upstream") is { ValueKind: JsonValueKind.Object } upstream ? Text(upstream, "address") : ""))]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new NotAsStagedException($"exit {outcome.Exit}, and not the contract's JSON ({fault.Message}): {outcome.Text}");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}

/// <summary>A finding; empty texts stand for null.</summary>
internal sealed record Finding(string Cause, string Detail, double Confidence, string Severity, string Upstream)
{
    /// <inheritdoc/>
    public override string ToString() => Detail.Length == 0 ? Cause : $"{Cause}({Detail})";
}
