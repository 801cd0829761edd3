namespace Gatemedic.Lab.Run;

/// <summary>Prints the outcome for a person.</summary>
internal static class Table
{
    private const string Layout = "{0,-4} {1,-44} {2,-34} {3,-34} {4,10} {5,9} {6,7}";

    public static void Head() => Console.WriteLine(Layout, "", "scenario", "expected", "found", "confidence", "diagnosis", "seconds");

    public static void Print(Row row)
    {
        Console.WriteLine(Layout, row.Misses.Count == 0 ? "ok" : "MISS", row.Name, row.Expected, row.Found, row.Confidence?.ToString("0.00") ?? "-", $"{row.DiagnosisSeconds:0.0}", $"{row.Seconds:0.0}");
        foreach (var miss in row.Misses)
        {
            Console.WriteLine("       " + miss.Replace("\n", "\n       ", StringComparison.Ordinal));
        }
    }

    public static void Total(IReadOnlyList<Row> rows, TimeSpan elapsed)
    {
        var missed = rows.Count(row => row.Misses.Count > 0);
        var quick = rows.Where(row => !row.MayTakeLong && row.DiagnosisSeconds > 0).Select(row => row.DiagnosisSeconds).Order().ToArray();
        var sure = rows.SelectMany(row => row.Said).Where(said => said.Confidence >= 0.9).ToArray();
        if (quick.Length > 0)
        {
            Console.WriteLine($"a diagnosis takes {quick[quick.Length / 2]:0.0} s (median; where silence is not the fault), {rows.Max(row => row.DiagnosisSeconds):0.0} s at most; of {sure.Length} findings said with 0.9 or more {sure.Count(said => said.Right)} are right");
        }

        Console.WriteLine($"{rows.Count} runs, {rows.Count - missed} as expected, {missed} missed, {elapsed.TotalSeconds:0} s");
    }
}
