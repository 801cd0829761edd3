namespace Gatemedic.Host.Tests;

public sealed class ControlGroupTests
{
    private const string Hybrid =
        """
        25 24 0:20 / /sys/fs/cgroup/memory rw,nosuid shared:5 - cgroup cgroup rw,memory
        26 24 0:21 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        27 24 0:22 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
        28 24 8:1 / / rw - ext4 /dev/sda1 rw
        29 24
        """;

    [Fact]
    public void A_controller_is_looked_for_in_its_own_tree_first() =>
        Assert.Equal(
            ["/sys/fs/cgroup/memory", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/unified"],
            GroupMount.Parse(Hybrid, "memory").Concat(GroupMount.Parse(Hybrid, "cpu")).Select(m => m.Point));

    [Theory]
    [InlineData("/", "/system.slice/a.service", "/c/system.slice/a.service")]
    [InlineData("/docker/1", "/docker/1", "/c")]
    [InlineData("/docker/1", "/docker/1/x", "/c/x")]
    [InlineData("/docker/1", "/docker/12", null)]
    [InlineData("/", "/../outside", null)]
    public void A_group_is_found_below_what_is_mounted(string root, string group, string? directory) =>
        Assert.Equal(directory, new GroupMount("/c", root, true).Directory(group));

    [Theory]
    [InlineData("4:memory:/a\n1:name=systemd:/b\n0::/c", "memory", "/a")]
    [InlineData("3:cpu,cpuacct:/a\n0::/c", "memory", "/c")]
    [InlineData("garbage", "memory", null)]
    public void The_group_of_a_controller_is_that_of_its_tree(string text, string controller, string? group) =>
        Assert.Equal(group, ControlGroupReader.GroupOf(text, controller));
}
