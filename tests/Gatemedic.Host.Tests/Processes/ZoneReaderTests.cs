namespace Gatemedic.Host.Tests;

public sealed class ZoneReaderTests
{
    [Fact]
    public void Reads_the_zone_of_another_root()
    {
        using var place = new TemporaryDirectory();
        place.Write("etc/hostname", "x");
        Assert.Equal(TimeZoneInfo.Utc, ZoneReader.Of(place.Root));
        File.CreateSymbolicLink(place / "etc/localtime", "/usr/share/zoneinfo/Europe/Berlin");
        Assert.Equal("Europe/Berlin", ZoneReader.Of(place.Root).Id);
    }
}
