using System.Diagnostics;

namespace Gatemedic;

/// <summary>The demonstration, with a real nginx and a real application. One at a time: they look at all of this host.</summary>
[Collection("this host")]
public sealed class DemoTests
{
    [Theory]
    [InlineData("upstream-down", "502 Bad Gateway")]
    [InlineData("wrong-port", "502 Bad Gateway")]
    [InlineData("slow-upstream", "504 Gateway Time-out")]
    [InlineData("header-too-big", "502 Bad Gateway")]
    public void Breaks_finds_and_heals(string fault, string status)
    {
        var (code, output, errors) = Binary.Run("demo", "--fault", fault);
        Assert.True(code == 0, output + errors);
        Assert.Contains("HTTP " + status, output, StringComparison.Ordinal);
        Assert.Contains($"{fault} was found and put right", output, StringComparison.Ordinal);
        Assert.Equal("HTTP 200 OK", output.Split('\n').Last(l => l.Contains("HTTP ", StringComparison.Ordinal)).Trim()[^11..]);
        Assert.False(Directory.Exists(FolderOf(output)), "the temporary directory is left");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Leaves_nothing_behind_when_it_is_interrupted(string signal)
    {
        using var demo = Binary.Start("demo", "--fault", "slow-upstream");
        var output = "";

        // The last that is printed before the diagnosis, which takes its time: the signal comes in good time even where all else is slow.
        while (!output.Contains("nginx.conf", StringComparison.Ordinal))
        {
            output += await demo.StandardOutput.ReadLineAsync() is { } line ? line + "\n" : throw new EndOfStreamException(output);
        }

        var folder = FolderOf(output);
        Process.Start("kill", ["-" + signal, $"{demo.Id}"]).WaitForExit();
        var rest = demo.StandardOutput.ReadToEndAsync();
        Assert.True(demo.WaitForExit(60_000), "it does not end");
        await rest;
        Assert.Equal(3, demo.ExitCode);
        Assert.False(Directory.Exists(folder), "the temporary directory is left");
        for (var wait = 0; IsStillUsed(folder) && wait < 300; wait++)
        {
            // What was killed is not gone at once.
            await Task.Delay(100);
        }

        Assert.False(IsStillUsed(folder), "a process is left");
    }

    private static string FolderOf(string output)
    {
        var at = output.IndexOf("/gatemedic-demo-", StringComparison.Ordinal);
        Assert.True(at >= 0, output);
        var start = output.LastIndexOfAny([' ', '\n'], at) + 1;
        return output[start..output.IndexOf('/', at + 1)].Trim();
    }

    private static bool IsStillUsed(string folder) => Process.GetProcesses().Any(p => CommandLine(p).Contains(folder, StringComparison.Ordinal));

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
