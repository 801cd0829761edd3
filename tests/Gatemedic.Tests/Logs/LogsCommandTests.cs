using System.Diagnostics;
using System.Text.Json;

namespace Gatemedic;

/// <summary><c>gatemedic logs</c> from outside: where it reads, how it ends.</summary>
public sealed class LogsCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--since", "yesterday-ish")]
    [InlineData("--zone", "Nowhere/Land")]
    [InlineData("--log-format", "$remote_addr")]
    [InlineData("--requests", "--format", "html")]
    [InlineData("--follow", "--until", "5m")]
    [InlineData("/nonexistent.log")]
    [InlineData("--offline")]
    public void Wrong_usage_and_nothing_to_read_are_exit_2(params string[] arguments)
    {
        var (code, output, errors) = Binary.Run(["logs", .. arguments]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("gatemedic: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_pipes_packed_or_not_as_it_reads_files()
    {
        var log = _folder.Write("error.log", string.Concat(Enumerable.Range(0, 50).Select(Refused)));
        var ways = new[] { $"\"$0\" logs {log}", $"cat {log} | \"$0\" logs -", $"gzip -c {log} | \"$0\" logs -", $"\"$0\" logs - < {log}", $"\"$0\" logs /dev/fd/3 3< {log}" };
        Assert.All(ways, way =>
        {
            var (code, errors) = Binary.RunShell($"{way} --format json > {_folder.At("out")}");
            Assert.Equal((0, ""), (code, errors));
            var source = JsonDocument.Parse(File.ReadAllText(_folder.At("out"))).RootElement.GetProperty("sources")[0];
            Assert.Equal(50, source.GetProperty("lines").GetInt64());
        });
    }

    [Theory]
    [InlineData("unknown", "lorem ipsum\n", "dolor sit\n")]
    [InlineData("unknown", "\0\u0001\u0002\n", "{\"a\":[\n")]
    [InlineData("unknown", "Jan  5 10:00:00 web systemd[1]: Started Session 7.\n", "lorem ipsum\n")]
    [InlineData("clean", "10.0.0.9 - - [03/Oct/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n", "10.0.0.9 - - [03/Oct/2026:12:00:01 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n")]
    public void Does_not_take_rubbish_for_a_log_without_failures(string state, string first, string line)
    {
        var log = _folder.Write("some.log", first + string.Concat(Enumerable.Repeat(line, 50)));
        var (code, json) = Binary.RunJson("logs", "--offline", log);
        Assert.Equal((0, state), (code, json.GetProperty("verdict").GetProperty("state").GetString()));
    }

    [Fact]
    public void Never_waits_for_a_fifo_in_a_directory()
    {
        _folder.Write("error.log", Refused(1));
        Process.Start("mkfifo", _folder.At("access.log")).WaitForExit();
        var (code, json) = Binary.RunJson("logs", _folder.At(""));
        Assert.Equal((0, 1), (code, json.GetProperty("sources").GetArrayLength()));
    }

    [Fact]
    public void Tells_what_was_read_when_its_time_is_over()
    {
        var (code, errors) = Binary.RunShell($"( printf '%s\\n' '{Refused(1).TrimEnd()}'; exec sleep 30 ) | \"$0\" logs - --timeout 3 --format json > {_folder.At("out")}");
        Assert.Equal(3, code);
        Assert.Contains("not finished within 3 s", errors, StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(File.ReadAllText(_folder.At("out"))).RootElement.GetProperty("sources")[0].GetProperty("lines").GetInt64());
    }

    [Fact]
    public async Task Follows_a_log_through_its_rotation_until_it_is_interrupted()
    {
        var log = _folder.Write("error.log", Refused(1));
        using var program = Binary.Start("logs", "--follow", "--requests", "--format", "json", "--since", "2026-01-01", log);
        Assert.Equal("/1", await NextUri(program));
        File.AppendAllText(log, Refused(2));
        Assert.Equal("/2", await NextUri(program));
        File.Move(log, log + ".1");
        File.AppendAllText(log + ".1", Refused(3));
        File.WriteAllText(log, Refused(4));
        Assert.Equal(["/3", "/4"], new[] { await NextUri(program), await NextUri(program) }.Order());
        Process.Start("kill", ["-INT", $"{program.Id}"]).WaitForExit();
        await program.WaitForExitAsync();
        Assert.Equal((0, $"gatemedic: {log} was rotated\n"), (program.ExitCode, await program.StandardError.ReadToEndAsync()));
    }

    private static async Task<string?> NextUri(Process program)
    {
        var line = await program.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return JsonDocument.Parse(line!).RootElement.GetProperty("uri").GetString();
    }

    private static string Refused(int number) =>
        $"{DateTime.Now:yyyy/MM/dd HH:mm:ss} [error] 11#11: *{number} connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.example, "
        + $"request: \"GET /{number} HTTP/1.1\", upstream: \"http://127.0.0.1:3000/{number}\", host: \"shop.example\"\n";
}
