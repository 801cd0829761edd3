using FsCheck;
using FsCheck.Fluent;

namespace Gatemedic.Host.Tests;

public sealed class ProcessFileTests
{
    [Fact]
    public void Reads_a_stat_line_whose_name_holds_blanks_and_parentheses() =>
        Assert.Equal(
            new ProcessStat(4242, "a) S 1 (b", 'R', 17, 123456, false),
            ProcessStat.Parse("4242 (a) S 1 (b) R 17 4242 4242 0 -1 4194560 1 0 0 0 1 2 3 4 20 0 1 0 123456 1 2 3\n"));

    [Theory]
    [InlineData("")]
    [InlineData("12 (x) S 1")]
    [InlineData(")( 1 2 3")]
    public void Gives_nothing_for_text_that_is_no_stat_line(string text) => Assert.Null(ProcessStat.Parse(text));

    [Fact]
    public void Never_throws_on_any_text() =>
        Prop.ForAll<string>(text =>
        {
            text ??= "";
            ProcessStat.Parse(text);
            ProcessStatus.Parse(text);
            CgroupParser.Parse(text);
            Redaction.Line(text);
            CommandLine.ParseTitle("nginx: master process " + text);
            UnitShowParser.Parse(text, new BootClock(DateTimeOffset.UnixEpoch));
            MountPoints.Parse(text);
            ConfigurationTestParser.Parse(text, asRoot: true);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Takes_the_effective_ids_and_all_groups()
    {
        var status = ProcessStatus.Parse("Name:\tnginx\nUid:\t0\t33\t33\t33\nGid:\t0\t34\t34\t34\nFDSize:\t64\nGroups:\t33 4 1000 \n");
        Assert.Equal((33, 34), (status!.Uid, status.Gid));
        Assert.Equal([33, 4, 1000], status.Groups.ToArray());
    }

    [Theory]
    [InlineData("0::/system.slice/nginx.service", "nginx.service", null)]
    [InlineData("12:pids:/system.slice/php8.2-fpm.service\n1:name=systemd:/system.slice/php8.2-fpm.service\n0::/", "php8.2-fpm.service", null)]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/app.slice/api.service", "api.service", null)]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/init.scope", null, null)]
    [InlineData("0::/system.slice/docker-" + Id + ".scope", null, Id)]
    [InlineData("9:name=systemd:/docker/" + Id + "/system.slice/nginx.service", null, Id)]
    [InlineData("0::/system.slice/shop.service/libpod-" + Id + ".scope", "shop.service", Id)]
    [InlineData("5:memory:/docker/" + Id, null, Id)]
    [InlineData("0::/machine.slice/libpod-" + Id + ".scope/container", null, Id)]
    [InlineData("0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod1.slice/cri-containerd-" + Id + ".scope", null, Id)]
    [InlineData("3:cpu:/system.slice/containerd.service/kubepods-burstable-pod1.slice:cri-containerd:" + Id, null, Id)]
    [InlineData("0::/user.slice/user-1000.slice/session-2.scope", null, null)]
    public void Finds_unit_and_container_in_a_cgroup(string text, string? unit, string? container) =>
        Assert.Equal((unit, container), CgroupParser.Parse(text));

    [Fact]
    public void Our_own_container_is_none_and_its_units_are_ours() =>
        Assert.Equal(("nginx.service", null), CgroupParser.Parse("9:name=systemd:/docker/" + Id + "/system.slice/nginx.service", own: Id));

    [Fact]
    public void Names_users_and_groups_and_falls_back_to_numbers()
    {
        var names = UserNames.Parse("root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:/\nbroken\n", "adm:x:4:\n");
        Assert.Equal(["root", "www-data", "7", "adm", "5"], new[] { names.User(0), names.User(33), names.User(7), names.Group(4), names.Group(5) });
    }

    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
}
