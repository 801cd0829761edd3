namespace Gatemedic.Host.Tests;

public sealed class ResourceTests
{
    [Theory]
    [InlineData("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 524288               files     \n", 1024L, 524288L)]
    [InlineData("Max open files            unlimited            unlimited            files     \n", null, null)]
    [InlineData("Max open files", null, null)]
    [InlineData("", null, null)]
    public void Reads_the_limits_of_open_files(string text, long? soft, long? hard) => Assert.Equal((soft, hard), LimitsParser.OpenFiles(text));

    [Fact]
    public void Reads_resident_and_swapped_memory()
    {
        var status = ProcessStatus.Parse("Uid:\t33\t33\t33\t33\nGid:\t33\t33\t33\t33\nVmRSS:\t   43008 kB\nVmSwap:\t     512 kB\n");
        Assert.Equal((43008L * 1024, 512L * 1024), (status!.ResidentBytes, status.SwappedBytes));
    }

    [Theory]
    [InlineData("0::/system.slice/shop.service", "/system.slice/shop.service")]
    [InlineData("9:name=systemd:/docker/a\n6:memory:/docker/b\n0::/docker/c", "/docker/b")]
    [InlineData("4:cpu,memory:/x:y", "/x:y")]
    [InlineData("9:name=systemd:/", null)]
    [InlineData("", null)]
    public void Finds_the_control_group_that_has_the_memory(string text, string? path) => Assert.Equal(path, CgroupParser.Memory(text));

    [Fact]
    public void Counts_descriptors_up_to_a_bound()
    {
        using var place = new TemporaryDirectory();
        foreach (var n in Enumerable.Range(0, 3000))
        {
            place.Write($"fd/{n}", "");
        }

        Assert.Equal((3000, (int?)null, (int?)null), (DescriptorReader.Count(place / "fd", 3000), DescriptorReader.Count(place / "fd", 2999), DescriptorReader.Count(place / "none", 10)));
    }

    [Fact]
    public void Knows_what_a_process_of_ours_holds()
    {
        var own = ProcessReader.Read(ProcessTable.Read(), [Environment.ProcessId]).Seen!.Single().Resources!;
        Assert.True(own is { OpenFiles: > 2, FileLimit: > 2, HardFileLimit: > 2, ResidentBytes: > 1 << 20 }, $"{own}");
    }

    [Fact]
    public void Takes_children_of_servers_but_not_those_of_systemd()
    {
        using var proc = new FakeProc();
        proc.Add(1, 0, "/sbin/init", name: "systemd").Add(10, 1, "gunicorn", name: "gunicorn").Add(11, 10, "gunicorn", name: "gunicorn").Add(12, 1, "sshd", name: "sshd");
        Assert.Equal([1, 10, 11], ProcessReader.WithChildren(proc.Table, [1, 10]));
    }
}
