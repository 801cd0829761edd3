using System.Collections.Immutable;
using System.Net;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A running host built in memory for the checks that need one: what is put on it decides what its Scene shows.</summary>
internal sealed class StagedHost
{
    private const string Conf = "/etc/nginx/nginx.conf";
    private const string Net = "net:[4026531840]";
    private const int Master = 811;
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    private readonly string text;
    private readonly List<Listener> listeners = [];
    private readonly List<HostProcess> processes = [];
    private readonly List<FpmPool> pools = [];
    private readonly List<string> addresses = ["127.0.0.1", "::1"];
    private readonly Dictionary<string, NameResult> names = [];
    private readonly Dictionary<string, SocketPathFacts> sockets = [];
    private string version = "1.22.1";
    private int workers = 4;

    private StagedHost(string text) => this.text = text;

    /// <summary>A running nginx with this inside <c>http { }</c>; the lines of the text keep their marks.</summary>
    public static StagedHost Http(string text) => Whole($"user www-data;\nevents {{\n    worker_connections 1024;\n}}\nhttp {{\n{text}\n}}\n");

    /// <summary>A running nginx with this main file.</summary>
    public static StagedHost Whole(string text) => new(text);

    /// <summary>The nginx that runs; 1.22.1 unless said.</summary>
    public StagedHost Version(string running) => Do(() => version = running);

    /// <summary>How many workers it has; four unless said.</summary>
    public StagedHost Workers(int count) => Do(() => workers = count);

    /// <summary>An application by its command line, on "127.0.0.1:3000", "[::]:80" or "/run/x.sock".</summary>
    public StagedHost App(string command, string on, int pid = 4711, int? backlog = null) => Listens(on, pid, backlog).Do(() => processes.Add(new HostProcess
    {
        Pid = pid,
        ParentPid = 1,
        Name = command.Split(' ')[0].Split('/')[^1],
        Command = command,
        User = "www-data",
        StartedAt = Now.AddHours(-5),
        NetNs = Net,
    }));

    /// <summary>A listening socket.</summary>
    public StagedHost Listens(string on, int pid = 0, int? backlog = null) => Do(() => listeners.Add(At(on) with { Pids = pid == 0 ? [] : [pid], Backlog = backlog }));

    /// <summary>A pool of a running PHP-FPM (process 600), its settings written "name = value" one a line.</summary>
    public StagedHost Pool(string name, string settings) => Do(() => pools.Add(new FpmPool
    {
        Name = name,
        File = $"/etc/php/8.2/fpm/pool.d/{name}.conf",
        Line = 1,
        MasterPid = 600,
        NetNs = Net,
        Settings = [.. settings.Split('\n').Index().Select(l => new FpmSetting(l.Item.Split('=')[0].Trim(), l.Item.Split('=', 2)[1].Trim(), $"/etc/php/8.2/fpm/pool.d/{name}.conf", l.Index + 2))],
    }));

    /// <summary>Another address of this host.</summary>
    public StagedHost Address(string ip) => Do(() => addresses.Add(ip));

    /// <summary>What a name resolves to.</summary>
    public StagedHost Name(string name, params string[] ips) => Do(() => names[name] = new NameResult([.. ips], null, $"{name} is {string.Join(", ", ips)}"));

    /// <summary>What stands at a socket path, where a listener does not decide it.</summary>
    public StagedHost Socket(string path, SocketPathFacts facts) => Do(() => sockets[path] = facts);

    /// <summary>The Scene with the names and socket paths that lint asks about.</summary>
    public Scene Scene()
    {
        var scene = new Scene
        {
            Clock = new SceneClock(Now, Now.AddSeconds(-1)),
            Masters = Section.Seen<ImmutableArray<NginxMaster>>([RunningMaster()]),
            Instances = [Instance()],
            Listeners = Section.Seen<ImmutableArray<Listener>>([.. listeners]),
            Processes = Section.Seen<ImmutableArray<HostProcess>>([.. processes]),
            Units = Section.Seen<ImmutableArray<ServiceUnit>>([]),
            LocalAddresses = Section.Seen<ImmutableArray<string>>([.. addresses]),
            Pools = Section.Seen<ImmutableArray<FpmPool>>([.. pools]),
            LongestBacklog = Section.Seen(4096),
        };
        return scene with { Answers = [.. Survey.Questions(scene).Distinct().Select(Answer).OfType<Answer>()] };
    }

    private Answer? Answer(Question question) => question switch
    {
        ResolveName name => new NameAnswer(name, Section.Seen(names.GetValueOrDefault(name.Name) ?? new NameResult([], "nxdomain", "Name or service not known"))),
        InspectSocketPath path => new SocketPathAnswer(path, Section.Seen(sockets.GetValueOrDefault(path.Path) ?? Look(path.Path))),
        _ => null,
    };

    private SocketPathFacts Look(string path) => listeners.Exists(l => l.Path == path)
        ? new SocketPathFacts { Kind = "socket", Mode = 0b110_110_110, Owner = "www-data", Group = "www-data", HasListener = true, WorkerMayConnect = true }
        : new SocketPathFacts { Kind = "missing", WorkerMayConnect = false, NearestDirectory = "/run", Siblings = [.. listeners.Select(l => l.Path).OfType<string>()] };

    private NginxInstance Instance() => new()
    {
        Id = Conf,
        MasterPid = Master,
        Version = Section.Seen(version),
        Configuration = Section.Seen(new ConfigSnapshot(Conf, "/usr/share/nginx", [new ConfigFile(Conf, Encoding.UTF8.GetBytes(text))], [])),
    };

    private NginxMaster RunningMaster() => new()
    {
        Pid = Master,
        Exe = "/usr/sbin/nginx",
        Version = Section.Seen(version),
        ConfPath = Conf,
        Prefix = "/usr/share/nginx",
        Workers = [.. Enumerable.Range(Master + 1, workers)],
        WorkerUser = Section.Seen(new UserIdentity("www-data", 33, 33, [33])),
        StartedAt = Now.AddDays(-1),
        NetNs = Net,
        SharesOurNetwork = true,
    };

    private static Listener At(string on)
    {
        if (on.StartsWith('/'))
        {
            return new Listener { Family = SocketFamily.Unix, Path = on, NetNs = Net };
        }

        var end = IPEndPoint.Parse(on);
        var family = end.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? SocketFamily.Tcp6 : SocketFamily.Tcp;
        return new Listener { Family = family, Address = end.Address.ToString(), Port = end.Port, NetNs = Net };
    }

    private StagedHost Do(Action change)
    {
        change();
        return this;
    }
}
