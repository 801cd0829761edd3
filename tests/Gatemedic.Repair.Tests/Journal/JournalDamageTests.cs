namespace Gatemedic.Repair.Tests;

/// <summary>A journal that is cut off anywhere, or in which a bit is another.</summary>
public class JournalDamageTests
{
    [Fact]
    public async Task Cut_off_at_any_byte_it_holds_the_lines_that_were_whole()
    {
        using var world = new World();
        var (file, log, lines) = await WrittenAsync(world);
        for (var length = 0; length <= log.Length; length++)
        {
            File.WriteAllBytes(file, log.AsSpan(0, length));

            var read = Repairs.Store(world).All().Single();

            Assert.Equal(lines.Take(read.Lines.Count), read.Lines);
            Assert.Equal(log.AsSpan(0, length).Count((byte)'}'), read.Lines.Count);

            // A line that follows is read, also after one that was cut off.
            read.Add(JournalEvent.Undo, null, "cut off");
            Assert.Equal(read.Lines, Repairs.Store(world).All().Single().Lines);
        }
    }

    [Fact]
    public async Task With_any_bit_another_it_is_refused_or_only_its_last_line_is_as_if_never_written()
    {
        using var world = new World();
        var (file, log, lines) = await WrittenAsync(world);
        for (var bit = 0; bit < log.Length * 8; bit++)
        {
            var bytes = log.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, bytes);
            try
            {
                var read = Repairs.Store(world).All().Single().Lines;
                Assert.True(read.Count >= lines.Count - 1, $"bit {bit}");
                Assert.Equal(lines.Take(read.Count), read);
            }
            catch (InvalidDataException e)
            {
                Assert.Contains(" is broken. The journal is damaged and nothing is done by it; compare its files *.before", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("plan.json", "plan.json is not what plan.sum says")]
    [InlineData("plan.sum", "plan.json is not what plan.sum says")]
    [InlineData("0.before", null)]
    [InlineData("0.after", null)]
    public async Task Another_bit_elsewhere_is_seen_before_anything_is_put_back(string name, string? fault)
    {
        using var world = new World();
        var (log, _, _) = await WrittenAsync(world);
        var file = Path.Combine(Path.GetDirectoryName(log)!, name);
        var bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 4;
        File.WriteAllBytes(file, bytes);
        var before = world.Content("etc/real/shop");

        if (fault is not null)
        {
            var thrown = Assert.Throws<InvalidDataException>(() => Repairs.Store(world).All());
            Assert.StartsWith($"{Path.GetDirectoryName(log)}: {fault}. The journal is damaged", thrown.Message, StringComparison.Ordinal);
        }
        else
        {
            var outcome = await Repairs.UndoAsync(world, Repairs.Store(world).All().Single().Record.Id);
            Assert.Equal(RepairState.PartlyRolledBack, outcome.State);
            Assert.StartsWith($"{Path.GetDirectoryName(log)}: {name} is not what was kept of {world.At("etc/real/shop")}. ", Assert.Single(outcome.Kept), StringComparison.Ordinal);
        }

        Assert.Equal(before, world.Content("etc/real/shop"));
    }

    [Theory]
    [InlineData("plan.json", "plan.json is missing")]
    [InlineData("plan.sum", "plan.json is not what plan.sum says")]
    [InlineData("journal", "journal is missing")]
    public async Task A_missing_file_is_damage(string name, string fault)
    {
        using var world = new World();
        var (log, _, _) = await WrittenAsync(world);
        File.Delete(Path.Combine(Path.GetDirectoryName(log)!, name));

        Assert.StartsWith($"{Path.GetDirectoryName(log)}: {fault}. ", Assert.Throws<InvalidDataException>(() => Repairs.Store(world).All()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"version":2,"steps":{}}""", "SELF was written by a later gatemedic (version 2); use that one")]
    [InlineData("{", "SELF: plan.json is not what plan.sum says. ")]
    [InlineData("", "SELF: plan.json is not what plan.sum says. ")]
    [InlineData("[]", "SELF: plan.json is not what plan.sum says. ")]
    [InlineData("null", "SELF: plan.json is not what plan.sum says. ")]
    [InlineData("""{"version":1}""", "SELF: plan.json is not what plan.sum says. ")]
    public async Task A_plan_of_another_kind_is_refused(string plan, string message)
    {
        using var world = new World();
        var folder = Path.GetDirectoryName((await WrittenAsync(world)).File)!;
        File.WriteAllText(Path.Combine(folder, "plan.json"), plan);

        var fault = Assert.Throws<InvalidDataException>(() => Repairs.Store(world).All());

        Assert.StartsWith(message.Replace("SELF", folder, StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repair_is_not_begun_beside_a_damaged_one()
    {
        using var world = new World();
        var (file, log, _) = await WrittenAsync(world);
        log[20] ^= 1;
        File.WriteAllBytes(file, log);
        var before = world.Picture();

        await Assert.ThrowsAsync<InvalidDataException>(() => Repairs.RecoverAsync(world));
        await Assert.ThrowsAsync<InvalidDataException>(() => Repairs.ApplyAsync(world, Repairs.Host(world)));

        Assert.Equal(before, world.Picture());
    }

    [Fact]
    public async Task The_others_are_listed_beside_a_damaged_one()
    {
        using var world = new World();
        var (file, log, _) = await WrittenAsync(world);
        await Repairs.ApplyAsync(world, Repairs.Host(world));
        var whole = Repairs.Store(world).All().Last().Record.Id;
        log[20] ^= 1;
        File.WriteAllBytes(file, log);

        var (repairs, damaged) = Repairs.Store(world).Readable();

        Assert.Equal([whole], repairs.Select(r => r.Record.Id));
        Assert.StartsWith(Path.GetDirectoryName(file)!, Assert.Single(damaged), StringComparison.Ordinal);
    }

    private static async Task<(string File, byte[] Log, IReadOnlyList<JournalLine> Lines)> WrittenAsync(World world)
    {
        await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        var journal = Repairs.Store(world).All().Single();
        var file = Path.Combine(journal.Folder, "journal");
        return (file, File.ReadAllBytes(file), journal.Lines);
    }
}
