using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class ConfigurationTestParserTests
{
    private const string Ok = "nginx: the configuration file /n.conf syntax is ok\n";
    private const string Failed = "nginx: configuration file /n.conf test failed\n";

    public static TheoryData<string, bool, string?, string?, int?> Table => new()
    {
        { Ok + "nginx: configuration file /n.conf test is successful\n", true, null, null, null },
        { "nginx: [emerg] unknown directive \"x\" in /n.conf:3\n" + Failed, false, "unknown directive \"x\"", "/n.conf", 3 },
        { "nginx: [warn] x in /n.conf:1\n2026/11/21 06:12:30 [emerg] 12#12: host not found in upstream \"api\" in /etc/a b.conf:12\n" + Failed, false, "host not found in upstream \"api\"", "/etc/a b.conf", 12 },
        { "nginx: [emerg] open() \"/none.conf\" failed (2: No such file or directory)\n" + Failed, false, "open() \"/none.conf\" failed (2: No such file or directory)", null, null },
        { Ok + "2026/11/21 06:12:30 [emerg] 1#1: open() \"/run/n.pid\" failed (30: Read-only file system)\n" + Failed, true, null, null, null },
        { Ok + "nginx: [emerg] bind() to 10.9.9.9:80 failed (99: Cannot assign requested address)\n" + Failed, true, null, null, null },
        { Ok + "nginx: [emerg] open() \"/var/log/none/x.log\" failed (2: No such file or directory)\n" + Failed, false, "open() \"/var/log/none/x.log\" failed (2: No such file or directory)", null, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Reads_what_nginx_says(string text, bool loads, string? message, string? file, int? line) =>
        Assert.Equal(Section.Seen(new ConfigurationTest(loads, message, file, line)), ConfigurationTestParser.Parse(text, asRoot: true));

    [Theory]
    [InlineData("nginx: [emerg] open() \"/etc/nginx/secret.conf\" failed (13: Permission denied) in /etc/nginx/nginx.conf:3\n")]
    [InlineData("nginx: [emerg] cannot load certificate key \"/k\": BIO_new_file() failed (SSL: error:8000000D:system library::Permission denied:calling fopen(/k, r))\n")]
    [InlineData("")]
    public void Is_blind_where_missing_rights_are_the_fault(string text) =>
        Assert.False(ConfigurationTestParser.Parse(text, asRoot: false).IsSeen);

    [Fact]
    public void Takes_denied_writes_behind_the_syntax_for_its_own_limits() =>
        Assert.Equal(
            Section.Seen(new ConfigurationTest(true)),
            ConfigurationTestParser.Parse(Ok + "nginx: [emerg] open() \"/run/n.pid\" failed (13: Permission denied)\n", asRoot: false));

    [Fact]
    public void Finds_the_mount_points_that_can_be_written_to() =>
        Assert.Equal(
            ["/", "/dev/shm", "/mnt/a b"],
            MountPoints.Parse(
                """
                22 27 0:21 / /proc rw,relatime - proc proc rw
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
                25 24 0:23 / /dev/shm rw,nosuid shared:3 - tmpfs tmpfs rw
                28 27 0:25 / /mnt/ro ro,nosuid - tmpfs x rw
                29 27 0:25 / /mnt/a\040b rw,nosuid shared:1 master:2 - ext4 x rw
                30 25 0:27 / /dev/shm rw,relatime - tmpfs tmpfs rw
                """)!.Value.ToArray());

    [Fact]
    public void Names_a_mount_point_after_the_one_that_hides_it() =>
        Assert.Equal(
            ["/", "/srv", "/srv/www"],
            MountPoints.Parse(
                """
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
                28 27 0:25 / /srv/www rw - tmpfs below rw
                29 27 0:26 / /srv rw - tmpfs above rw
                """)!.Value.ToArray());

    [Fact]
    public void Trusts_no_mount_points_that_leave_the_root_out() =>
        Assert.Null(MountPoints.Parse("25 24 0:23 / /dev/shm rw,nosuid shared:3 - tmpfs tmpfs rw\n"));
}
