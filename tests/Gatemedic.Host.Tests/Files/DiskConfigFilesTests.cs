using System.Text;

namespace Gatemedic.Host.Tests;

public sealed class DiskConfigFilesTests : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Gives_the_bytes_of_a_file()
    {
        place.Write("n.conf", "events {}\n");
        var file = new DiskConfigFiles().Read(place / "n.conf");
        Assert.Equal((place / "n.conf", "events {}\n", null, 0), (file.Path, Encoding.UTF8.GetString(file.Content.Span), file.Error, file.Errno));
    }

    [Fact]
    public void Gives_the_errno_and_words_of_what_cannot_be_read()
    {
        Directory.CreateDirectory(place / "dir");
        File.CreateSymbolicLink(place / "loop", place / "loop");
        var files = new DiskConfigFiles();
        Assert.Equal(
            [(2, "No such file or directory"), (21, "Is a directory"), (40, "Too many levels of symbolic links"), (22, "is a device, not a regular file"), (2, "No such file or directory")],
            new[] { place / "none", place / "dir", place / "loop", "/dev/zero", "/a\0b" }.Select(files.Read).Select(f => (f.Errno, f.Error!)));
    }

    [Fact]
    public async Task Refuses_a_fifo_without_waiting_for_its_writer()
    {
        Assert.Equal(0, (await CommandReader.RunAsync("mkfifo", [place / "fifo"], TimeSpan.FromMinutes(1), default)).ExitCode);
        var reading = Task.Run(() => new DiskConfigFiles().Read(place / "fifo"));
        var file = await reading.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("is a FIFO, not a regular file", file.Error);
        Assert.Equal("is a FIFO, not a regular file", LogFileReader.Open("error log", place / "fifo").Blind?.Why);
    }

    [Fact]
    public void Stays_inside_another_root_where_the_kernel_would_leave_it()
    {
        place.Write("root/etc/nginx/sites-available/a.conf", "inside");
        place.Write("outside.conf", "outside");
        Directory.CreateDirectory(place / "root/etc/nginx/sites-enabled");
        File.CreateSymbolicLink(place / "root/etc/nginx/sites-enabled/a.conf", "/etc/nginx/sites-available/a.conf");
        File.CreateSymbolicLink(place / "root/etc/nginx/sites-enabled/b.conf", "../../../../outside.conf");
        var files = new DiskConfigFiles(place / "root");
        Assert.Equal("inside", Encoding.UTF8.GetString(files.Read("/etc/nginx/sites-enabled/a.conf").Content.Span));
        Assert.Equal(2, files.Read("/etc/nginx/sites-enabled/b.conf").Errno);
        Assert.Equal(["/etc/nginx/sites-enabled/a.conf", "/etc/nginx/sites-enabled/b.conf"], files.Glob("/etc/nginx/sites-enabled/*").ToArray());
    }

    [Fact]
    public void Gives_the_newest_modification()
    {
        place.Write("a", "");
        place.Write("b", "");
        var newer = new DateTime(2031, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(place / "a", newer);
        Assert.Equal(newer, new DiskConfigFiles().ModifiedAt([place / "a", place / "b", place / "none"])?.UtcDateTime);
        Assert.Null(new DiskConfigFiles().ModifiedAt([place / "none"]));
    }

    [Fact]
    public void Opens_a_log_for_seeking()
    {
        place.Write("error.log", "0123456789");
        using var log = LogFileReader.Open("error log", place / "error.log").Seen!;
        log.Seek(-3, SeekOrigin.End);
        var last = new byte[3];
        log.ReadExactly(last);
        Assert.Equal((10L, "789"), (log.Length, Encoding.ASCII.GetString(last)));
    }

    [Fact]
    public void Says_that_a_log_is_missing()
    {
        var log = LogFileReader.Open("error log /x", place / "none");
        Assert.Equal(new Gatemedic.Diagnosis.Blindness("error log /x", "No such file or directory", ""), log.Blind);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("root")]
    public void Does_not_take_its_own_standard_error_for_a_log(string root)
    {
        root = root == "/" ? "/" : place / root;
        place.Write("root/a", "");
        Directory.CreateDirectory(place / "root/dev");
        File.CreateSymbolicLink(place / "root/dev/stderr", "/proc/self/fd/2");
        File.CreateSymbolicLink(place / "root/error.log", "/dev/stderr");
        var log = LogFileReader.Open("error log", root == "/" ? place / "root/error.log" : "/error.log", root);
        Assert.Equal("it leads to nginx's standard output or error, not to a file", log.Blind?.Why);
    }
}
