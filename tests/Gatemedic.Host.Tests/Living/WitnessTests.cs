using System.Collections.Immutable;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Host.Tests;

public sealed class WitnessTests
{
    [NginxFact]
    public async Task Tests_a_configuration_without_leaving_a_trace()
    {
        using var nginx = new PrivateNginx("");
        var master = await nginx.MasterAsync();
        File.Delete(nginx.Place / "access.log");
        var before = Everything(nginx.Place);
        Assert.Equal(new ConfigurationTest(true), (await TestAsync(master)).Seen);
        Assert.Equal(before, Everything(nginx.Place));
    }

    [NginxFact]
    public async Task Tests_a_configuration_in_the_mounts_of_its_master()
    {
        using var nginx = new PrivateNginx("", "", "unshare", "-m", "--");
        var master = await nginx.MasterAsync();
        nginx.Place.Write("conf/n.conf", "events {}\nhttp { foo; }\n");
        var before = Everything(nginx.Place);
        Assert.Equal(
            new ConfigurationTest(false, "unknown directive \"foo\"", nginx.Place / "conf/n.conf", 2),
            (await TestAsync(master)).Seen);
        Assert.Equal(before, Everything(nginx.Place));
    }

    [NginxFact]
    public async Task Comes_past_existing_logs_to_a_log_directory_that_is_missing()
    {
        using var nginx = new PrivateNginx("");
        var master = await nginx.MasterAsync();
        var missing = nginx.Place / "none/access.log";
        var text = await File.ReadAllTextAsync(nginx.Place / "conf/n.conf");
        nginx.Place.Write("conf/n.conf", text.Replace("client_body_temp_path", $"access_log {missing}; client_body_temp_path", StringComparison.Ordinal));
        Assert.Equal(
            new ConfigurationTest(false, $"open() \"{missing}\" failed (2: No such file or directory)"),
            (await TestAsync(master)).Seen);
    }

    [NginxFact]
    public async Task Does_not_hang_on_a_fifo_in_place_of_the_configuration()
    {
        using var nginx = new PrivateNginx("");
        var master = await nginx.MasterAsync();
        File.Delete(nginx.Place / "conf/n.conf");
        await CommandReader.RunAsync("mkfifo", [nginx.Place / "conf/n.conf"], TimeSpan.FromMinutes(1), default);
        var answer = await TestAsync(master).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.StartsWith("run as root: /usr/sbin/nginx -t -c ", answer.Blind?.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolves_localhost_and_tells_a_name_that_is_none()
    {
        var answers = await AskAsync([new ResolveName("localhost"), new ResolveName("no host name")]);
        Assert.Contains("127.0.0.1", Assert.IsType<NameAnswer>(answers[0]).Result.Seen!.Addresses);
        Assert.Equal((0, "nxdomain"), (((NameAnswer)answers[1]).Result.Seen!.Addresses.Length, ((NameAnswer)answers[1]).Result.Seen!.Error));
    }

    [Theory]
    [InlineData(-2, 0.1, "nxdomain")]
    [InlineData(-5, 0.1, "nxdomain")]
    [InlineData(-3, 0.1, "servfail")]
    [InlineData(-3, 9.0, "timeout")]
    [InlineData(-4, 0.1, "servfail")]
    public void Classes_resolver_errors(int code, double seconds, string expected) =>
        Assert.Equal(expected, NameReader.ErrorClass(code, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Is_blind_to_everything_when_the_time_is_up()
    {
        var answers = await new HostWitness(new BuildReader()).AnswerAsync(
            Scene([], []), [new ResolveName("x.invalid"), new InspectSocketPath("/x", null), new TestConfiguration("/n")], new CancellationToken(true));
        Assert.All(answers, a => Assert.NotNull(a.Blind));
    }

    [Fact]
    public async Task Finds_the_socket_that_was_meant()
    {
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place / "run/app");
        using var listening = Listen(place / "run/app/shop.sock");
        using var other = Listen(place / "run/unrelated");
        using var stranger = Listen(place / "run/app/metrics.sock");
        place.Write("run/app/shop.sock.txt", "");
        var facts = await InspectAsync(new InspectSocketPath(place / "run/shop2.sock", null));
        Assert.Equal(("missing", place / "run", null, false), (facts.Kind, facts.NearestDirectory, facts.WorkerMayConnect, facts.HasListener));
        Assert.Equal(place / "run/app/shop.sock", facts.Siblings[0]);
        Assert.DoesNotContain(place / "run/unrelated", facts.Siblings);
        Assert.DoesNotContain(place / "run/app/metrics.sock", facts.Siblings);
    }

    [Fact]
    public async Task Tells_a_listening_socket_from_one_that_was_left_behind()
    {
        using var place = new TemporaryDirectory();
        using var listening = Listen(place / "live.sock");
        Listen(place / "dead.sock").Dispose();
        if (!File.Exists(place / "dead.sock"))
        {
            using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            bound.Bind(new UnixDomainSocketEndPoint(place / "dead.sock"));
            Assert.False((await InspectAsync(new InspectSocketPath(place / "dead.sock", null))).HasListener);
        }

        File.CreateSymbolicLink(place / "link.sock", "live.sock");
        Assert.True((await InspectAsync(new InspectSocketPath(place / "live.sock", null))).HasListener);
        Assert.True((await InspectAsync(new InspectSocketPath(place / "link.sock", null))).HasListener);
    }

    internal static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen(5);
        return socket;
    }

    internal static async Task<SocketPathFacts> InspectAsync(InspectSocketPath question) =>
        ((SocketPathAnswer)(await AskAsync([question]))[0]).Result.Seen!;

    private static async Task<Section<ConfigurationTest>> TestAsync(NginxMaster master)
    {
        var instance = new NginxInstance
        {
            Id = "one",
            MasterPid = master.Pid,
            Version = master.Version,
            Configuration = Section.Seen(new ConfigSnapshot(master.ConfPath, master.Prefix, [], [])),
        };
        var answers = await new HostWitness(new BuildReader()).AnswerAsync(Scene([master], [instance]), [new TestConfiguration("one")], default);
        return ((ConfigurationAnswer)answers[0]).Result;
    }

    private static Task<ImmutableArray<Answer>> AskAsync(ImmutableArray<Question> questions) =>
        new HostWitness(new BuildReader()).AnswerAsync(Scene([], []), questions, default);

    private static Scene Scene(ImmutableArray<NginxMaster> masters, ImmutableArray<NginxInstance> instances) => new()
    {
        Clock = new SceneClock(DateTimeOffset.UnixEpoch, null),
        Masters = Section.Seen(masters),
        Instances = instances,
        Listeners = Section.Seen(ImmutableArray<Listener>.Empty),
        Processes = Section.Seen(ImmutableArray<HostProcess>.Empty),
        Units = Section.Seen(ImmutableArray<ServiceUnit>.Empty),
        LocalAddresses = Section.Seen(ImmutableArray<string>.Empty),
    };

    private static string Everything(TemporaryDirectory place) => string.Join('\n',
        Directory.EnumerateFileSystemEntries(place.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => $"{p} {File.GetLastWriteTimeUtc(p):O} {(File.Exists(p) && !p.EndsWith(".sock", StringComparison.Ordinal) ? new FileInfo(p).Length : 0)}"));
}
