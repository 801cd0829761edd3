namespace Gatemedic.Host.Tests;

public sealed class CommandReaderTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Gives_exit_code_and_both_outputs() =>
        Assert.Equal(
            new CommandOutput(CommandEnd.Exited, 3, "out C", "err"),
            await CommandReader.RunAsync("sh", ["-c", "printf \"out $LC_ALL\"; printf err >&2; exit 3"], Long, default));

    [Fact]
    public async Task Passes_arguments_as_they_are() =>
        Assert.Equal("$(x) 'y' \"z\"", (await CommandReader.RunAsync("printf", ["%s", "$(x) 'y' \"z\""], Long, default)).Output);

    [Fact]
    public async Task Kills_a_program_that_takes_too_long_and_what_it_started()
    {
        using var place = new TemporaryDirectory();
        var output = await CommandReader.RunAsync(
            "sh", ["-c", $"sleep 300 & echo $! > {place / "pid"}; wait"], TimeSpan.FromSeconds(3), default);
        Assert.Equal((CommandEnd.TimedOut, "sh did not end within 3 s"), (output.End, output.Errors));
        var child = (await File.ReadAllTextAsync(place / "pid")).Trim();
        await Eventually.True(() => !File.Exists($"/proc/{child}/stat") || File.ReadAllText($"/proc/{child}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ends_at_once_when_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var running = CommandReader.RunAsync("sleep", ["300"], TimeSpan.FromMinutes(5), cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal(CommandEnd.TimedOut, (await running.WaitAsync(Long)).End);
    }

    [Fact]
    public async Task Keeps_the_first_megabytes_of_endless_output() =>
        Assert.Equal(8 * 1024 * 1024, (await CommandReader.RunAsync("head", ["-c", "20000000", "/dev/zero"], Long, default)).Output.Length);

    [Fact]
    public async Task Says_that_a_program_is_not_there() =>
        Assert.Equal(CommandEnd.NotStarted, (await CommandReader.RunAsync("no-such-program", [], Long, default)).End);
}
