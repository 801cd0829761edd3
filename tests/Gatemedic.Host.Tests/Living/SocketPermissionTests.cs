using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

/// <summary>The verdict on who may connect, against what the kernel does when that user connects.</summary>
public sealed class SocketPermissionTests
{
    private const int Owner = 4321;
    private const int Shared = 5432;

    /// <summary>Directory mode, socket mode, uid, gid, supplementary group or 0.</summary>
    public static TheoryData<int, int, int, int, int> Matrix()
    {
        var rows = new TheoryData<int, int, int, int, int>();
        foreach (var directory in new[] { 0x1ed, 0x1e8, 0x1c0, 0x1c7, 0x1b6 })
        {
            foreach (var socket in new[] { 0x1b6, 0x1b0, 0x180, 0x124, 0x186, 0x036 })
            {
                rows.Add(directory, socket, Owner, 1, 0);
                rows.Add(directory, socket, 9999, Shared, 0);
                rows.Add(directory, socket, 9999, 1, Shared);
                rows.Add(directory, socket, 9999, 1, 0);
            }
        }

        rows.Add(0x1c0, 0, 0, 0, 0);
        return rows;
    }

    [NginxTheory]
    [MemberData(nameof(Matrix))]
    public async Task Says_what_the_kernel_does(int directory, int socket, int uid, int gid, int group)
    {
        using var place = new TemporaryDirectory();
        var path = await MakeAsync(place);
        using var listening = WitnessTests.Listen(path);
        await SetAsync(path, socket);
        await SetAsync(place / "run", directory);
        var facts = await WitnessTests.InspectAsync(new InspectSocketPath(path, new UserIdentity("u", uid, gid, group == 0 ? [] : [group])));
        Assert.Equal(await ConnectsAsync(path, uid, gid, group), facts.WorkerMayConnect);
        Assert.Equal(facts.WorkerMayConnect, facts.Obstacle is null);
    }

    [NginxFact]
    public async Task Names_the_directory_that_stops_the_worker()
    {
        using var place = new TemporaryDirectory();
        var path = await MakeAsync(place);
        using var listening = WitnessTests.Listen(path);
        await SetAsync(path, 0x1b6);
        await SetAsync(place / "run", 0x1c0);
        var facts = await WitnessTests.InspectAsync(new InspectSocketPath(path, new UserIdentity("u", 9999, 1, [])));
        Assert.Equal(
            (false, place / "run", $"drwx------ {Owner} {Shared}", "socket", 0x1b6, true),
            (facts.WorkerMayConnect, facts.Obstacle, facts.ObstacleMode, facts.Kind, facts.Mode, facts.HasListener));
    }

    [NginxFact]
    public async Task Follows_links_through_the_directories_they_lead_to()
    {
        using var place = new TemporaryDirectory();
        var path = await MakeAsync(place);
        using var listening = WitnessTests.Listen(path);
        await SetAsync(path, 0x1b6);
        await SetAsync(place / "run", 0x1c0);
        Directory.CreateDirectory(place / "open");
        File.CreateSymbolicLink(place / "open/a.sock", "../run/x.sock");
        var facts = await WitnessTests.InspectAsync(new InspectSocketPath(place / "open/a.sock", new UserIdentity("u", 9999, 1, [])));
        Assert.Equal((false, place / "run"), (facts.WorkerMayConnect, facts.Obstacle));
    }

    /// <summary>acl(5) in the kernel's own form: u::rw-, u:9999:rw-, g::---, m::MASK, o::---.</summary>
    [Theory]
    [InlineData(6, true)]
    [InlineData(4, false)]
    public void Obeys_an_access_control_list_and_its_mask(byte mask, bool expected)
    {
        byte[] acl =
        [
            2, 0, 0, 0,
            1, 0, 6, 0, 255, 255, 255, 255,
            2, 0, 6, 0, 0x0f, 0x27, 0, 0,
            4, 0, 0, 0, 255, 255, 255, 255,
            16, 0, mask, 0, 255, 255, 255, 255,
            32, 0, 0, 0, 255, 255, 255, 255,
        ];
        var file = new FileFacts(0xc000, 0x1b0, Owner, Shared, default, default, 1, 1, 0);
        Assert.Equal(expected, AccessRules.Allows(new UserIdentity("u", 9999, 1, []), file, AccessRules.Write, acl));
        Assert.False(AccessRules.Allows(new UserIdentity("v", 8888, Shared, []), file, AccessRules.Write, acl));
    }

    private static async Task<string> MakeAsync(TemporaryDirectory place)
    {
        Directory.CreateDirectory(place / "run");
        await RunAsync("chown", $"{Owner}:{Shared}", place / "run");
        return place / "run/x.sock";
    }

    private static async Task SetAsync(string path, int mode)
    {
        await RunAsync("chown", $"{Owner}:{Shared}", path);
        await RunAsync("chmod", Convert.ToString(mode, 8), path);
    }

    private static async Task<bool> ConnectsAsync(string path, int uid, int gid, int group)
    {
        var groups = group == 0 ? "--clear-groups" : $"--groups={group}";
        var output = await RunAsync(
            "setpriv", $"--reuid={uid}", $"--regid={gid}", groups,
            "/usr/bin/perl", "-MSocket", "-e", "socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un(shift)) or die $!", path);
        Assert.True(output.ExitCode == 0 || output.Errors.Contains("Permission denied", StringComparison.Ordinal), output.Errors);
        return output.ExitCode == 0;
    }

    private static Task<CommandOutput> RunAsync(string program, params string[] arguments) =>
        CommandReader.RunAsync(program, arguments, TimeSpan.FromMinutes(1), default);
}
