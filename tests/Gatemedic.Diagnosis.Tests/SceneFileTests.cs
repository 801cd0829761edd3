using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

public sealed class SceneFileTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Comes_back_as_it_was_written()
    {
        var written = Bytes(Everything("worker_processes 1;\r\nevents {}\n"u8.ToArray()));
        Assert.Equal(written, Bytes(Read(written)));
        var scene = Read(written);
        Assert.Equal("::1", scene.Answers.OfType<NameAnswer>().Single().Result.Seen!.Addresses[0]);
        Assert.Equal(new ProbePeer(new PeerAddress("::1", 3000), Protocol.Http, new ProbeRequest("shop.example")), scene.Answers[0].Asked);
        Assert.False(scene.Units.IsSeen);
        Assert.Equal("no systemctl", scene.Units.Blind.Why);
        Assert.Equal((5, 4096), (scene.Pools!.Seen[0].Number("pm.max_children"), scene.LongestBacklog!.Seen));
    }

    [Fact]
    public void Keeps_every_byte_of_a_configuration()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            var back = Read(Bytes(Everything(bytes))).Instances[0].Configuration.Seen!.Files[0].Content;
            return back.Span.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"schema\":\"gatemedic/scene/1\"}")]
    [InlineData("{\"schema\":\"gatemedic/scene/99\",\"scene\":null}")]
    [InlineData("\0\u001b[2J")]
    public void Refuses_what_is_not_a_scene(string text) =>
        Assert.Throws<InvalidDataException>(() => Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static byte[] Bytes(Scene scene)
    {
        using var stream = new MemoryStream();
        SceneFile.Write(stream, scene);
        return stream.ToArray();
    }

    private static Scene Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return SceneFile.Read(stream);
    }

    private static Scene Everything(byte[] configuration) => new()
    {
        Clock = new SceneClock(Noon, Noon.AddMinutes(-15)),
        Focus = new Focus { Url = "http://shop.example/", Upstream = "shop" },
        Masters = Section.Seen<ImmutableArray<NginxMaster>>([new NginxMaster
        {
            Pid = 10,
            Exe = "/usr/sbin/nginx",
            Version = Section.Seen("1.22.1"),
            ConfPath = "/etc/nginx/nginx.conf",
            Prefix = "/usr/share/nginx",
            Workers = [11, 12],
            WorkerUser = Section.Seen(new UserIdentity("www-data", 33, 33, [33, 4])),
            StartedAt = Noon.AddDays(-1),
            LoadedAt = Noon.AddHours(-1),
            NetNs = "net:[1]",
            SharesOurNetwork = true,
        }]),
        Instances =
        [
            new NginxInstance
            {
                Id = "/etc/nginx/nginx.conf",
                MasterPid = 10,
                Version = Section.Seen("1.22.1"),
                Configuration = Section.Seen(new ConfigSnapshot(
                    "/etc/nginx/nginx.conf",
                    "/usr/share/nginx",
                    [new ConfigFile("/etc/nginx/nginx.conf", configuration), new ConfigFile("/etc/nginx/secret.conf", default, "Permission denied", 13)],
                    [new ConfigGlob("/etc/nginx/conf.d/*.conf", ["/etc/nginx/conf.d/a.conf"])])),
                ModifiedAt = Noon.AddHours(-2),
                Logs = [new LogSection("/var/log/nginx/error.log", LogKind.Error, Section.Seen(ReadLog()))],
            },
        ],
        Listeners = Section.Seen<ImmutableArray<Listener>>([new Listener { Family = SocketFamily.Tcp6, Address = "::", Port = 80, NetNs = "net:[1]", Backlog = 511, Queue = 0, Pids = [10] }]),
        Processes = Section.Seen<ImmutableArray<HostProcess>>([new HostProcess { Pid = 10, Name = "nginx", Command = "nginx: \u001b[2Jmaster", StartedAt = Noon, State = 'T' }]),
        Units = Section.Blind<ImmutableArray<ServiceUnit>>("systemd units", "no systemctl", "install systemd"),
        LocalAddresses = Section.Seen<ImmutableArray<string>>([]),
        Pools = Section.Seen<ImmutableArray<FpmPool>>([new FpmPool
        {
            Name = "www",
            File = "/etc/php/8.2/fpm/pool.d/www.conf",
            Line = 4,
            MasterPid = 12,
            NetNs = "net:[1]",
            Settings = [new FpmSetting("pm.max_children", "5", "/etc/php/8.2/fpm/pool.d/www.conf", 9)],
        }]),
        LongestBacklog = Section.Seen(4096),
        Answers =
        [
            new ProbeAnswer(
                new ProbePeer(new PeerAddress("::1", 3000), Protocol.Http, new ProbeRequest("shop.example")),
                Section.Seen(new ProbeResult { Stage = ProbeStage.Connect, Outcome = ProbeOutcome.Refused, Text = "connect: connection refused (111)", Errno = 111, ElapsedMs = 0.25 })),
            new NameAnswer(new ResolveName("localhost"), Section.Seen(new NameResult(["::1", "127.0.0.1"], null, ""))),
            new SocketPathAnswer(new InspectSocketPath("/run/x.sock", new UserIdentity("www-data", 33, 33, [])), Section.Blind<SocketPathFacts>("socket /run/x.sock", "permission denied", "run as root")),
            new ConfigurationAnswer(new TestConfiguration("/etc/nginx/nginx.conf"), Section.Seen(new ConfigurationTest(false, "unexpected \"}\"", "/etc/nginx/nginx.conf", 3))),
        ],
    };

    private static LogSummary ReadLog()
    {
        const string Line = "2026/03/04 11:59:00 [error] 11#11: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.example, request: \"GET /x HTTP/1.1\", upstream: \"http://127.0.0.1:3000/x\", host: \"shop.example\"\n";
        using var log = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Line));
        return LogTail.ReadErrors(log, new LogReading { Name = "error.log", Zone = TimeZoneInfo.Utc });
    }
}
