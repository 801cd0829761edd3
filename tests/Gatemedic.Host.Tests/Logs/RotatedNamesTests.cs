namespace Gatemedic.Host.Tests;

public sealed class RotatedNamesTests
{
    [Theory]
    [InlineData("access.log", "access.log")]
    [InlineData("access.log.1", "access.log")]
    [InlineData("access.log.12.gz", "access.log")]
    [InlineData("access.log-20261120", "access.log")]
    [InlineData("access.log-20261120.zst", "access.log")]
    [InlineData("access.log-20261120-1764547200.gz", "access.log")]
    [InlineData("access.log.20261120T1015", "access.log")]
    [InlineData("access.log.2026-11-20", "access.log")]
    [InlineData("access.log-2026112010", "access.log")]
    [InlineData("access-20261120.log", "access.log")]
    [InlineData("access.1.log.gz", "access.log")]
    [InlineData("access.log.old", "access.log")]
    [InlineData("error_log_20261120", "error_log")]
    [InlineData("site2.example.access.log", "site2.example.access.log")]
    [InlineData("php8.2-fpm.log.3", "php8.2-fpm.log")]
    [InlineData("php8.2-fpm.log", "php8.2-fpm.log")]
    [InlineData("shop-443.log", "shop.log")]
    public void Knows_the_log_that_a_file_was(string name, string log) => Assert.Equal(log, RotatedNames.Current(name));

    [Fact]
    public void Takes_logs_from_a_directory_and_leaves_the_rest()
    {
        using var place = new TemporaryDirectory();
        foreach (var name in new[] { "nginx/access.log", "nginx/access.log.1", "nginx/error.log", "nginx/error.log.2.gz", "syslog", "wtmp", "app/shop.out", "nginx.conf", "notes", ".hidden.log" })
        {
            place.Write(name, "x");
        }

        Assert.Equal(
            ["app/shop.out", "nginx/access.log", "nginx/access.log.1", "nginx/error.log", "nginx/error.log.2.gz", "syslog"],
            LogDirectory.Find(place.Root).Select(f => Path.GetRelativePath(place.Root, f)));
    }

    [Fact]
    public void Finds_what_was_rotated_from_a_log()
    {
        using var place = new TemporaryDirectory();
        foreach (var name in new[] { "access.log", "access.log.1", "access.log.2.gz", "error.log.1", "access.log.d" })
        {
            place.Write(name, "x");
        }

        Assert.Equal([place / "access.log.1", place / "access.log.2.gz"], LogDirectory.RotatedFrom(place / "access.log", "/").Order());
    }
}
