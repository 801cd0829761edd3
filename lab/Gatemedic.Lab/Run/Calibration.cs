using System.Globalization;
using System.Text;

namespace Gatemedic.Lab.Run;

/// <summary>How often findings are right, by how surely they were said: the promise of the word "confidence", kept or broken.</summary>
internal static class Calibration
{
    private static readonly double[] From = [0.95, 0.9, 0.8, 0.7, 0.5];

    /// <summary>A table in Markdown: bands of confidence, how many findings, how many of them were expected.</summary>
    public static string Table(IReadOnlyList<Row> rows)
    {
        var said = rows.SelectMany(row => row.Said).ToArray();
        var text = new StringBuilder("| said with | findings | right | share |\n| --- | ---: | ---: | ---: |\n");
        var to = double.PositiveInfinity;
        foreach (var from in From)
        {
            var band = said.Where(finding => finding.Confidence >= from && finding.Confidence < to).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {(from == From[0] ? $"{from} or more" : $"{from} to {to}")} | {band.Length} | {band.Count(f => f.Right)} | {Share(band)} |\n");
            to = from;
        }

        return text.ToString();
    }

    /// <summary>Rows by what was expected: how many times a cause was staged, and how often it was the first one named.</summary>
    public static string ByCause(IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder("| staged | runs | as expected | least sure |\n| --- | ---: | ---: | ---: |\n");
        foreach (var group in rows.GroupBy(row => row.Cause).OrderBy(g => g.Key == "nothing").ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            var least = group.Min(row => row.Confidence);
            text.Append(CultureInfo.InvariantCulture, $"| {(group.Key == "nothing" ? "healthy or merely noisy" : $"`{group.Key}`")} | {group.Count()} | {group.Count(row => row.Misses.Count == 0)} | {(least is { } sure ? sure.ToString("0.00", CultureInfo.InvariantCulture) : "-")} |\n");
        }

        return text.ToString();
    }

    private static string Share(IReadOnlyCollection<Said> band) =>
        band.Count == 0 ? "-" : ((double)band.Count(f => f.Right) / band.Count).ToString("P0", CultureInfo.InvariantCulture);
}

/// <summary>A finding as it was said.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Right">It is what the scenario staged.</param>
internal sealed record Said(double Confidence, bool Right);
