using System.Collections.Immutable;

namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>Random edits of random trees in random layouts.</summary>
public sealed class RandomEditTests
{
    private const int Rounds = 1000;

    [Fact]
    public void Writes_words_that_are_read_back()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var words = ImmutableArray.Create(RandomConfig.Word(random), RandomConfig.Word(random));
            Statement[] forms = [new("name", words), new("name", words, [new("inner", words)]), new("k" + words[0], words)];
            foreach (var statement in forms)
            {
                var tree = MemoryFiles.Parse("# x\n" + statement.Write("", "  ", "\n"));
                Assert.True(tree.Error is null && tree.Root.Length == 1 && statement.IsSaidBy(tree.Root[0]), $"{statement} for {string.Join('|', words)}");
            }
        }
    }

    [Fact]
    public void Replaces_words_and_nothing_else() => ForEach(2, (random, files, target) =>
    {
        ImmutableArray<string> args = random.Next(2) == 0 && target.Args.Length > 0
            ? target.Args.SetItem(random.Next(target.Args.Length), RandomConfig.Word(random))
            : [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomConfig.Word(random))];
        var after = Made(files, ConfigEdit.Replace(target, target.Name, args), out var plan);
        var expected = Trees.Rewrite(files.Parse().Root, target, (indent, _, inside) => inside.Prepend(indent + Trees.Line(target.Name, args, target.Block.HasValue)));
        Assert.Equal(expected, Trees.Lines(after.Parse().Root));
        Assert.All(plan.Edits, edit => Assert.InRange(edit.Start, target.Span.Start + target.Name.Length, target.Span.End));

        // The words of before come back; where they were written plainly, so do the bytes.
        var again = Found(after, target.File, target.Span.Start);
        var back = Made(after, ConfigEdit.Replace(again, target.Name, target.Args), out _);
        Assert.Equal(Trees.Lines(files.Parse().Root), Trees.Lines(back.Parse().Root));
        Assert.Empty(Plan(after, ConfigEdit.Replace(again, target.Name, args)).Edits);
        if (args.Length == target.Args.Length && target.Args.Concat(args).All(a => a.Length > 0 && a.All(char.IsAsciiLetterOrDigit)))
        {
            Same(files, back, target.File);
        }
    });

    [Fact]
    public void Removes_a_statement_and_nothing_else() => ForEach(3, (_, files, target) =>
    {
        var after = Made(files, ConfigEdit.Remove(target), out var plan);
        Assert.Equal(Trees.Rewrite(files.Parse().Root, target, (_, _, _) => []), Trees.Lines(after.Parse().Root));
        Assert.Equal("", Assert.Single(plan.Edits).Text);
    });

    [Fact]
    public void Inserts_a_statement_once_and_taking_it_out_gives_the_same_bytes() => ForEach(4, (random, files, target) =>
    {
        var statement = new Statement("added", [RandomConfig.Word(random)], random.Next(3) == 0 ? [Statement.Of("inner", RandomConfig.Word(random))] : null);
        var line = Trees.Line(statement.Name, statement.Args, statement.Block.HasValue);
        IEnumerable<string> New(string indent) => (statement.Block ?? []).Select(s => indent + "  " + Trees.Line(s.Name, s.Args, false)).Prepend(indent + line);
        var (place, rewrite) = random.Next(target.Block is null ? 2 : 4) switch
        {
            0 => (Place.Before(target), (Func<string, string, List<string>, IEnumerable<string>>)((indent, own, inside) => [.. New(indent), own, .. inside])),
            1 => (Place.After(target), (indent, own, inside) => [own, .. inside, .. New(indent)]),
            2 => (Place.First(target), (indent, own, inside) => [own, .. New(indent + "  "), .. inside]),
            _ => (Place.Last(target), (indent, own, inside) => [own, .. inside, .. New(indent + "  ")]),
        };
        var after = Made(files, ConfigEdit.Insert(statement, place), out var plan);
        Assert.Equal(Trees.Rewrite(files.Parse().Root, target, rewrite), Trees.Lines(after.Parse().Root));
        var edit = Assert.Single(plan.Edits);
        Assert.Equal(edit.Start, edit.End);

        var added = Trees.All(after.Parse().Root).First(d => d.Name == "added");
        Assert.Empty(Plan(after, ConfigEdit.Insert(statement, Place.After(added))).Edits);
        if (target.Block is not [] || place.Kind is PlaceKind.Before or PlaceKind.After)
        {
            Same(files, Made(after, ConfigEdit.Remove(added), out _), target.File);
        }
    });

    [Fact]
    public void Sets_a_value_once() => ForEach(5, (random, files, target) =>
    {
        var block = target.Block is null ? null : target;
        var statement = Statement.Of("name" + random.Next(6), RandomConfig.Word(random));
        var plan = Plan(files, ConfigEdit.Set(block, statement));
        if (plan.Error is not null)
        {
            Assert.Matches("several times|becomes a block", plan.Error.Message);
            return;
        }

        var after = With(files, plan);
        var again = block is null ? null : Found(after, block.File, block.Span.Start);
        Assert.Single((again?.Children() ?? after.Parse().Children()).Where(d => d.Name == statement.Name).DistinctBy(Trees.Key), statement.IsSaidBy);
        Assert.Empty(Plan(after, ConfigEdit.Set(again, statement)).Edits);
    });

    [Fact]
    public void Makes_several_edits_as_if_one_after_the_other() => ForEach(6, (random, files, target) =>
    {
        var all = Trees.All(files.Parse().Root).DistinctBy(Trees.Key).ToList();
        var other = all[random.Next(all.Count)];
        var (first, second) = (ConfigEdit.Insert(Statement.Of("added", "1"), Place.After(target)), ConfigEdit.Insert(Statement.Of("added", "2"), Place.Before(other)));
        var together = Made(files, [first, second], out _);
        var expected = Trees.Rewrite(files.Parse().Root, target, (indent, own, inside) => [own, .. inside, indent + "added|1"]);
        var step = Made(files, first, out var plan);
        var shift = plan.Edits[0].File == other.File && plan.Edits[0].Start <= other.Span.Start ? plan.Edits[0].Text.Length + Multibyte(plan.Edits[0].Text) : 0;
        Assert.Equal(expected, Trees.Lines(step.Parse().Root));
        Assert.Equal(Trees.Lines(Made(step, ConfigEdit.Insert(Statement.Of("added", "2"), Place.Before(Found(step, other.File, other.Span.Start + shift))), out _).Parse().Root), Trees.Lines(together.Parse().Root));
    });

    private static int Multibyte(string text) => System.Text.Encoding.UTF8.GetByteCount(text) - text.Length;

    private static void ForEach(int seed, Action<Random, MemoryFiles, Directive> test)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var files = RandomConfig.Files(random);
            var tree = files.Parse();
            Assert.Null(tree.Error);
            var all = Trees.All(tree.Root).Where(d => d.Included is null).ToList();
            if (all.Count > 0)
            {
                test(random, files, all[random.Next(all.Count)]);
            }
        }
    }

    private static EditPlan Plan(MemoryFiles files, params ImmutableArray<ConfigEdit> edits) => ConfigEditor.Plan(files, MemoryFiles.Main, files.Parse(), edits);

    private static MemoryFiles Made(MemoryFiles files, ConfigEdit edit, out EditPlan plan) => Made(files, [edit], out plan);

    private static MemoryFiles Made(MemoryFiles files, ImmutableArray<ConfigEdit> edits, out EditPlan plan)
    {
        plan = Plan(files, edits);
        Assert.True(plan.Error is null, $"{plan.Error} for {edits[0]} in\n{Text(files, MemoryFiles.Main)}\n----\n{Text(files, "/etc/nginx/part.conf")}");
        return With(files, plan);
    }

    private static MemoryFiles With(MemoryFiles files, EditPlan plan)
    {
        var after = new MemoryFiles(files.Read(MemoryFiles.Main).Content.ToArray()).Add(files.Read("/etc/nginx/part.conf"));
        foreach (var file in plan.Files)
        {
            Assert.Equal(file.After.ToArray(), Edit.Apply(files.Read(file.Path).Content.Span, plan.Edits.Where(e => e.File == file.Path)));
            after.Add(new ConfigFile(file.Path, file.After));
        }

        return after;
    }

    private static Directive Found(MemoryFiles files, string file, int start) => Trees.All(files.Parse().Root).First(d => d.File == file && d.Span.Start == start);

    private static string Text(MemoryFiles files, string path) => System.Text.Encoding.UTF8.GetString(files.Read(path).Content.Span);

    private static void Same(MemoryFiles before, MemoryFiles after, string path) => Assert.Equal(Text(before, path), Text(after, path));
}
