using System.Diagnostics;
using System.Text;

namespace Gatemedic.Nginx.Tests.Syntax;

/// <summary>Mutated configurations: no exception, no hang, bounded memory. <c>./dev fuzz</c> runs a million of them.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Survives_mutated_configurations_and_tells_the_same_of_them_in_every_format()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("GATEMEDIC_FUZZ"), out var asked) ? asked : 10_000;
        var slowest = TimeSpan.Zero;
        var options = new CrossplaneOptions[] { new(), new() { IncludeComments = true }, new() { Combine = true }, new() { SingleFile = true } };
        for (var seed = 0; seed < cases; seed++)
        {
            var generator = new ConfigGenerator(new Random(seed));
            var files = new MemoryFiles(generator.Mutate(generator.Whole()))
                .Add(new ConfigFile("/etc/nginx/part.conf", generator.Mutate(generator.Part() + "include part.map;\n")))
                .Add(new ConfigFile("/etc/nginx/part.map", generator.Mutate("/p 1;\n'/q' 2;\ninclude part.conf;\n")));
            var clock = Stopwatch.StartNew();
            var tree = files.Parse();
            ConfigModel.From(tree, "/p");
            var payload = CrossplanePayload.Read(files, MemoryFiles.Main, options[seed % options.Length]);
            payload.WriteTo(Stream.Null);
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            var faults = DirectiveRules.Check(tree);
            var refused = faults.FirstOrDefault(fault => ReferenceEquals(fault, tree.Error) || IsTold(fault.Message));
            Assert.True(
                options[seed % options.Length].SingleFile || (payload.Errors.IsEmpty ? refused is null : !faults.IsEmpty || payload.Errors[0].Message.Contains("\"if\"", StringComparison.Ordinal)),
                $"seed {seed}: {refused ?? faults.FirstOrDefault()} against {payload.Errors.FirstOrDefault()?.Text}");
        }

        // Kilobytes of input; seconds would be a hang even on a loaded machine.
        Assert.True(slowest < TimeSpan.FromSeconds(20), $"one took {slowest}");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < 256L << 20);
    }

    [Theory]
    [InlineData("include nginx.conf;", "files include each other more than 100 deep")]
    [InlineData("include *.conf;", "files include each other more than 100 deep")]
    public void Ends_an_include_loop(string text, string message)
    {
        var files = new MemoryFiles(text);
        Assert.Equal(message, files.Parse().Error?.Message);
        Assert.StartsWith("files include each other without end", CrossplanePayload.Read(files, MemoryFiles.Main, new CrossplaneOptions { Combine = true }).Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_at_a_hundred_thousand_nested_blocks() =>
        BothSay("blocks are nested more than 512 deep", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a {\n", 100_000))), 513);

    [Theory]
    [InlineData("a ", "too long parameter \"xxxxxxxxxx...\" started")]
    [InlineData("a '", "too long parameter, probably missing terminating \"'\" character")]
    [InlineData("#", "too long parameter \"xxxxxxxxxx...\" started")]
    public void Ends_at_a_token_of_a_hundred_megabytes(string start, string message)
    {
        var bytes = new byte[100 << 20];
        bytes.AsSpan().Fill((byte)'x');
        Encoding.UTF8.GetBytes(start, bytes);
        BothSay(start == "#" ? message.Replace("\"x", "\"#", StringComparison.Ordinal).Replace("...", "...", StringComparison.Ordinal) : message, bytes, 1);
    }

    /// <summary>The payload judges this too; it says an empty condition of "if" in words of its own.</summary>
    private static bool IsTold(string message) =>
        message.EndsWith("not allowed here", StringComparison.Ordinal) || message.StartsWith("invalid number of arguments", StringComparison.Ordinal) || message.EndsWith("or \"off\"", StringComparison.Ordinal);

    private static void BothSay(string message, byte[] bytes, int line)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var files = new MemoryFiles(bytes);
        var error = files.Parse().Error!;
        Assert.Equal((message, line), (error.Message, error.Line));
        var told = Assert.Single(CrossplanePayload.Read(files, MemoryFiles.Main, new CrossplaneOptions()).Errors);
        Assert.Equal((message, line), (told.Message, told.Line));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64L << 20);
    }
}
