using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using ZstdSharp;

namespace Gatemedic.Host.Tests;

public sealed class LogBytesReaderTests : IDisposable
{
    private const string Lines = "first\nsecond\nthird\n";

    private readonly TemporaryDirectory _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("members")]
    [InlineData("zstd")]
    [InlineData("padded")]
    public void Reads_lines_however_they_are_packed(string kind)
    {
        byte[] bytes = kind switch
        {
            "gzip" => Gzip(Lines),
            "members" => [.. Gzip("first\nsec"), .. Gzip("ond\nthird\n")],
            "zstd" => Zstd(Lines),
            "padded" => [.. Gzip(Lines), .. new byte[512]],
            _ => Encoding.ASCII.GetBytes(Lines),
        };
        using var log = Open(bytes).Seen!.Bytes;
        Assert.Equal((Lines, null), All(log));
    }

    [Fact]
    public void Knows_a_packed_log_by_its_unpacked_head()
    {
        var opened = Open(Gzip(Lines)).Seen!;
        Assert.Equal((Lines, false), (Encoding.ASCII.GetString(opened.Head.Span), opened.IsPlain));
        opened.Bytes.Dispose();
    }

    [Fact]
    public void Tells_that_a_packed_log_is_cut_off_after_what_could_be_read()
    {
        var random = new Random(3);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => random.Next() + "\n"));
        foreach (var packed in new[] { Gzip(text), Zstd(text) })
        {
            using var log = Open(packed[..^(packed.Length / 3)]).Seen!.Bytes;
            var (read, trouble) = All(log);
            Assert.StartsWith(read, text, StringComparison.Ordinal);
            Assert.True(read.Length > 1000, $"only {read.Length} bytes were read");
            Assert.Equal("the packed file is cut off", trouble);
        }
    }

    [Fact]
    public void Tells_of_damage_and_of_what_follows_a_packed_log()
    {
        var damaged = Gzip(string.Concat(Enumerable.Range(0, 50_000)));
        damaged.AsSpan(damaged.Length / 2, 64).Fill(0x55);
        using var log = Open(damaged).Seen!.Bytes;
        Assert.StartsWith("the packed file is damaged", All(log).Trouble, StringComparison.Ordinal);

        using var followed = Open([.. Gzip(Lines), .. Enumerable.Repeat((byte)7, 20_000)]).Seen!.Bytes;
        Assert.Equal((Lines, "the packed file is damaged: after a whole gzip file follow bytes that are none; they were not read"), All(followed));
    }

    [Fact]
    public void Refuses_what_others_have_to_unpack_and_says_how()
    {
        var blind = Open([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 1, 2, 3]).Blind;
        Assert.Equal(new Blindness("a log", "it is packed as xz, which is not unpacked here", $"xz -dc {_place / "log"} | gatemedic logs -"), blind);
    }

    [Fact]
    public void Ends_where_a_log_was_cut_off_while_it_was_read()
    {
        _place.Write("log", new string('x', 100_000));
        using var log = Reader().Open("a log", _place / "log").Seen!.Bytes;
        using (var file = new FileStream(_place / "log", FileMode.Open))
        {
            file.SetLength(10);
        }

        Assert.Equal((100_000L, "xxxxxxxxxx"), (log.Length, All(log).Read));
    }

    [Fact]
    public void Knows_a_log_by_what_follows_the_hole_that_copytruncate_left()
    {
        using (var file = new FileStream(_place / "log", FileMode.Create))
        {
            file.Position = 10 << 20;
            file.Write("first\n"u8);
        }

        var opened = Reader().Open("a log", _place / "log").Seen!;
        opened.Bytes.Dispose();
        Assert.EndsWith("first\n", Encoding.ASCII.GetString(opened.Head.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_why_there_is_nothing_to_read()
    {
        _place.Write("empty", "");
        Assert.Equal(LogBytesReader.Empty, Reader().Open("a log", _place / "empty").Blind!.Why);
        Assert.Equal("No such file or directory", Reader().Open("a log", _place / "absent").Blind!.Why);
        Assert.Equal("it is a directory", Reader().Open("a log", _place.Root).Blind!.Why);
        Assert.StartsWith("it is /dev/null", Reader().Open("a log", "/dev/null").Blind!.Why, StringComparison.Ordinal);
        Assert.Equal("it is a device, not a file", Reader().Open("a log", "/dev/zero").Blind!.Why);
    }

    [Fact]
    public async Task Reads_a_fifo_as_soon_as_somebody_writes()
    {
        await Process.Start("mkfifo", _place / "fifo").WaitForExitAsync();
        var opening = Task.Run(() => Reader().Open("a log", _place / "fifo"));
        await File.WriteAllTextAsync(_place / "fifo", Lines);
        using var log = (await opening).Seen!.Bytes;
        Assert.Equal((Lines, null), All(log));
    }

    [Fact]
    public async Task Stops_waiting_for_a_fifo_that_nobody_writes()
    {
        await Process.Start("mkfifo", _place / "fifo").WaitForExitAsync();
        using var stop = new CancellationTokenSource();
        var opening = Task.Run(() => new LogBytesReader(stop.Token).Open("a log", _place / "fifo"));
        await stop.CancelAsync();
        Assert.Equal("nothing came out of it", (await opening).Blind!.Why);
    }

    private static LogBytesReader Reader() => new(CancellationToken.None);

    private static (string Read, string? Trouble) All(ILogBytes log)
    {
        var read = new StringBuilder();
        var block = new byte[999];
        try
        {
            for (int got; (got = log.Read(read.Length, block)) > 0;)
            {
                read.Append(Encoding.ASCII.GetString(block, 0, got));
            }

            return (read.ToString(), null);
        }
        catch (InvalidDataException e)
        {
            return (read.ToString(), e.Message);
        }
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(Encoding.ASCII.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Zstd(string text)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(Encoding.ASCII.GetBytes(text)).ToArray();
    }

    private Section<OpenedLog> Open(byte[] bytes)
    {
        File.WriteAllBytes(_place / "log", bytes);
        return Reader().Open("a log", _place / "log");
    }
}
