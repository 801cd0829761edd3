using System.Text;
using Gatemedic.Logs;

namespace Gatemedic.Host.Tests;

public sealed class FollowedLogTests : IDisposable
{
    private static readonly DateTimeOffset Ever = DateTimeOffset.UnixEpoch;

    private readonly TemporaryDirectory _place = new();
    private readonly FollowedLog _log;

    public FollowedLogTests() => _log = new FollowedLog(_place / "access.log");

    public void Dispose()
    {
        _log.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Completes_a_half_written_line_at_the_next_look()
    {
        Append("one\ntw");
        Assert.Equal(("", "one\n"), Look());
        Append("o\nthree\n");
        Assert.Equal(("", "one\ntwo\nthree\n"), Look());
    }

    [Fact]
    public void Reads_the_renamed_file_on_and_then_the_new_one()
    {
        Append("one\n");
        Look();
        File.Move(_place / "access.log", _place / "access.log.1");
        File.AppendAllText(_place / "access.log.1", "two\n");
        Append("three\n");
        Assert.Equal(("was rotated", "one\ntwo\n|three\n"), Look());
        File.AppendAllText(_place / "access.log.1", "late\n");
        Assert.Equal(("", "one\ntwo\nlate\n|three\n"), Look());
    }

    [Fact]
    public void Reads_a_file_on_that_was_moved_elsewhere_or_deleted()
    {
        using var writer = new StreamWriter(_place / "access.log") { AutoFlush = true };
        writer.Write("one\n");
        Look();
        File.Delete(_place / "access.log");
        writer.Write("two\n");
        Assert.Equal(("is gone; what is written to the old file is still read", "one\ntwo\n"), Look());
        Assert.Equal(("", "one\ntwo\n"), Look());
        Append("three\n");
        Assert.Equal(("was rotated", "one\ntwo\n|three\n"), Look());
    }

    [Fact]
    public void Takes_the_copy_for_what_copytruncate_cut_off()
    {
        Append("one\ntwo\n");
        Look();
        File.Copy(_place / "access.log", _place / "access.log.1");
        Cut();
        Append("three\n");
        Assert.Equal(("was copied and cut off (copytruncate); lines written between the two are lost", "one\ntwo\n|three\n"), Look());
    }

    [Fact]
    public void Says_that_a_log_was_cut_off_even_when_it_has_grown_beyond_its_old_end()
    {
        Append("one\ntwo\n");
        Look();
        Cut();
        Append("a longer line than all before\n");
        Assert.Equal(("was cut off; lines that had not been read yet are lost", "a longer line than all before\n"), Look());
    }

    [Fact]
    public void Waits_for_a_log_that_is_not_there_yet()
    {
        Assert.Equal(("is not there yet", ""), Look());
        Assert.Equal(("", ""), Look());
        Append("one\n");
        Assert.Equal(("", "one\n"), Look());
    }

    [Fact]
    public void Leaves_old_files_when_their_time_is_over()
    {
        Append("one\n");
        Look();
        File.Move(_place / "access.log", _place / "access.log.1");
        Append("two\n");
        Look();
        File.SetLastWriteTimeUtc(_place / "access.log.1", DateTime.UtcNow.AddHours(-1));
        Look();
        Assert.Equal(("", "two\n"), Look(DateTimeOffset.UtcNow.AddMinutes(-15)));
    }

    [Fact]
    public void Does_not_wait_for_the_end_of_an_endless_line()
    {
        Append("one\n" + new string('x', 1 << 20));
        Assert.Equal((1 << 20) + 4, Look().Lines.Length);
    }

    private void Append(string text) => File.AppendAllText(_place / "access.log", text);

    private void Cut()
    {
        using var file = new FileStream(_place / "access.log", FileMode.Open);
        file.SetLength(0);
    }

    private (string Said, string Lines) Look(DateTimeOffset? since = null) =>
        (string.Join(';', _log.Look(since ?? Ever)), string.Join('|', _log.Generations.Select(g => Text(g.Bytes))));

    private static string Text(ILogBytes bytes)
    {
        var text = new byte[(int)bytes.Length!];
        for (int at = 0; at < text.Length;)
        {
            at += bytes.Read(at, text.AsSpan(at));
        }

        return Encoding.ASCII.GetString(text);
    }
}
