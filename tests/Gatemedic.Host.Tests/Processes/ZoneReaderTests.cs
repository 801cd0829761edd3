using System.Diagnostics;

namespace Gatemedic.Host.Tests;

public sealed class ZoneReaderTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData(":Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("/usr/share/zoneinfo/America/New_York", "America/New_York")]
    public void Reads_the_zone_of_a_process_from_its_environment(string variable, string zone)
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", "60") { Environment = { ["TZ"] = variable } })!;
        try
        {
            Assert.Equal(zone, ZoneReader.Of(process.Id, "/").Id);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public void Reads_the_zone_of_another_root()
    {
        using var place = new TemporaryDirectory();
        place.Write("etc/hostname", "x");
        Assert.Equal(TimeZoneInfo.Utc, ZoneReader.Of(int.MaxValue, place.Root));
        File.CreateSymbolicLink(place / "etc/localtime", "/usr/share/zoneinfo/Europe/Berlin");
        Assert.Equal("Europe/Berlin", ZoneReader.Of(int.MaxValue, place.Root).Id);
    }
}
