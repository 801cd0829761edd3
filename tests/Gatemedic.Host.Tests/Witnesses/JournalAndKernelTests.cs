using System.Text;

namespace Gatemedic.Host.Tests;

public sealed class JournalAndKernelTests
{
    [Fact]
    public void A_record_belongs_to_the_unit_that_it_is_about()
    {
        const string Journal =
            """
            {"MESSAGE":"dies","_SYSTEMD_UNIT":"shop.service"}
            {"MESSAGE":"Scheduled restart job","_SYSTEMD_UNIT":"init.scope","UNIT":"shop.service"}
            {"MESSAGE":"else","_SYSTEMD_UNIT":"mail.service"}
            {"MESSAGE":[1,2],"_SYSTEMD_UNIT":["shop.service"]}
            {"MESSAGE":"cut of
            no record
            """;
        Assert.Equal(
            ["shop.service 2"],
            JournalSplitter.ByUnit(Journal, ["shop.service", "api.service"]).Select(p => $"{p.Key} {p.Value.ToString().Split('\n').Length - 1}"));
    }

    [Fact]
    public void Lines_of_the_ring_buffer_get_a_time_of_day()
    {
        var boot = new BootClock(new DateTimeOffset(2026, 3, 14, 15, 0, 0, TimeSpan.Zero));
        const string Ring = "<6>[   60.500000] node invoked \"oom-killer\"\n<4>[61.0] two\n further line\n<4>[99999999999999999999.0] never\n<4>[abc] no\n[5.0] without level\n";
        Assert.Equal(
            """
            {"__REALTIME_TIMESTAMP":"1773500460500000","SYSLOG_IDENTIFIER":"kernel","MESSAGE":"node invoked \u0022oom-killer\u0022"}
            {"__REALTIME_TIMESTAMP":"1773500461000000","SYSLOG_IDENTIFIER":"kernel","MESSAGE":"two"}

            """,
            Encoding.UTF8.GetString(KernelLogReader.WithTimes(Ring, boot)));
    }
}
