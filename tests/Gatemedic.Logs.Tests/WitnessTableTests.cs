namespace Gatemedic.Logs.Tests;

public sealed class WitnessTableTests
{
    [Fact]
    public void Counts_by_program_unit_and_signature_and_keeps_the_newest()
    {
        var (first, second) = (new WitnessTable(), new WitnessTable());
        foreach (int second7 in Enumerable.Range(0, 7))
        {
            first.Add(Event("node", "web", "node-in-use", second7));
        }
        first.Add(Event("node", "api", "node-in-use", null));
        second.Add(Event("node", "web", "node-in-use", 30));
        second.Add(Event("kernel", null, "kernel-oom", 3));

        first.Add(second);

        Assert.Equal(
            ["node web node-in-use 8 00-30 [30 06 05 04 03]", "kernel  kernel-oom 1 03-03 [03]", "node api node-in-use 1 - []"],
            first.Groups().Select(g => $"{g.Program} {g.Unit} {g.Signature} {g.Count} {g.First:ss}-{g.Last:ss} [{string.Join(' ', g.Samples.Where(s => s.Time is not null).Select(s => $"{s.Time:ss}"))}]"));
    }

    [Fact]
    public void Counts_what_finds_no_room()
    {
        var table = new WitnessTable();
        foreach (int unit in Enumerable.Range(0, WitnessTable.MostGroups + 5))
        {
            table.Add(Event("node", $"{unit}", "other", 1));
        }
        Assert.Equal((WitnessTable.MostGroups, 5L), (table.Groups().Length, table.Dropped));
    }

    private static WitnessEvent Event(string program, string? unit, string signature, int? second) => new()
    {
        Program = program,
        Unit = unit,
        Signature = signature,
        Time = second is { } s ? Logs.At($"2026-11-21 06:00:{s:00}") : null,
        Message = "",
        Source = "x:1",
        Line = "",
    };
}
