using System.Text;
using System.Text.Json;

namespace Gatemedic.Nginx.Tests.Syntax;

/// <summary>The spans of directives cover a file: what lies between them is blanks and comments, so an unedited tree prints as the same bytes.</summary>
public sealed class RoundTripTests
{
    /// <summary>eng/debian-configurations gives a folder with those of all Debian packages.</summary>
    [Fact]
    public void Prints_the_configurations_of_this_machine_as_they_are() => AllRoundTrip(
        new[] { "/etc", "/usr/share/doc", Environment.GetEnvironmentVariable("GATEMEDIC_CONFIGURATIONS") ?? "/etc" }.Distinct().Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            .Where(path => path.Contains("nginx", StringComparison.Ordinal) && new FileInfo(path).Length < 1 << 20)
            .Select(path => (path, System.IO.File.ReadAllBytes(path))));

    [Fact]
    public void Prints_the_configurations_of_the_lab_as_they_are() => AllRoundTrip(
        Directory.EnumerateFiles(Repository.Path("src", "Gatemedic.Causes"), "*.case", SearchOption.AllDirectories)
            .SelectMany(path => Files(JsonDocument.Parse(System.IO.File.ReadAllBytes(path)).RootElement))
            .DistinctBy(file => file.Text)
            .Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text))));

    [Fact]
    public void Prints_generated_configurations_as_they_are() => AllRoundTrip(
        Enumerable.Range(0, 500).Select(seed => ($"seed {seed}", Encoding.UTF8.GetBytes(new ConfigGenerator(new Random(seed)).Whole()))));

    [Fact]
    public void Prints_broken_configurations_as_they_are_up_to_the_fault() => AllRoundTrip(
        Enumerable.Range(0, 2000).Select(seed => (Generator: new ConfigGenerator(new Random(seed)), seed))
            .Select(g => ($"seed {g.seed}", g.Generator.Mutate(g.Generator.Whole()))));

    private static void AllRoundTrip(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var count = 0;
        foreach (var (name, bytes) in files)
        {
            count++;
            var tree = ConfigParser.Parse(new ConfigDumpOf(bytes), ConfigDump.NoName);
            var printed = new MemoryStream();
            var at = Print(tree.Root, 0, bytes, printed, name);
            if (tree.Error is null)
            {
                Assert.All(tree.Root, d => Assert.Equal(d.Block is null ? ';' : '}', (char)bytes[d.Span.End - 1]));
                Blank(bytes.AsSpan(at), name);
                printed.Write(bytes.AsSpan(at));
                Assert.True(printed.ToArray().AsSpan().SequenceEqual(bytes), name);
            }
            else
            {
                Assert.True(printed.ToArray().AsSpan().SequenceEqual(bytes.AsSpan(0, at)), name);
            }
        }

        Assert.NotEqual(0, count);
    }

    /// <summary>Prints directives by their parts alone: the bytes before each, its own words, its children, its end.</summary>
    private static int Print(IEnumerable<Directive> directives, int at, byte[] bytes, MemoryStream printed, string name)
    {
        foreach (var directive in directives)
        {
            var (start, end) = directive.Span;
            Assert.True(at <= start && start < end && end <= bytes.Length, $"{name}: {directive.Where} spans {start} to {end} after {at}");
            Blank(bytes.AsSpan(at, start - at), name);
            Assert.Equal(1 + bytes.AsSpan(0, start).Count((byte)'\n'), directive.Line);
            printed.Write(bytes.AsSpan(at, start - at));
            at = start;
            if (directive.Block is [var first, ..])
            {
                var words = Words(bytes.AsSpan(0, first.Span.Start), start);
                printed.Write(bytes.AsSpan(start, words - start));
                at = Print(directive.Block, words, bytes, printed, name);
            }

            printed.Write(bytes.AsSpan(at, end - at));
            at = end;
        }

        return at;
    }

    /// <summary>The end of the words and the brace of a block.</summary>
    private static int Words(ReadOnlySpan<byte> upToFirstChild, int start)
    {
        var scanner = new StatementScanner(upToFirstChild.ToArray(), new WordPool());
        scanner.Resume(start, 1);
        Assert.Equal(StatementEnd.BlockStart, scanner.Next());
        return scanner.Position;
    }

    private static void Blank(ReadOnlySpan<byte> between, string name)
    {
        foreach (var line in Encoding.UTF8.GetString(between).Split('\n'))
        {
            Assert.True(line.Trim(' ', '\t', '\r') is "" or ['#', ..], $"{name}: \"{line}\" belongs to no directive");
        }
    }

    private static IEnumerable<(string Path, string Text)> Files(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("path", out var path) && element.TryGetProperty("lines", out var lines) =>
            [(path.GetString()!, string.Join('\n', lines.EnumerateArray().Select(l => l.GetString())) + "\n")],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Files(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Files),
        _ => [],
    };

    /// <summary>One file whose includes are empty.</summary>
    private sealed class ConfigDumpOf(byte[] bytes) : IConfigFiles
    {
        public ConfigFile Read(string path) => new(path, path == ConfigDump.NoName ? bytes : default);

        public System.Collections.Immutable.ImmutableArray<string> Glob(string pattern) => [];
    }
}
