using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>A host built in memory: what is put on it decides what its witnesses answer, so that a Scene is what the real host would show.</summary>
internal sealed class Staged
{
    public const string Conf = "/etc/nginx/nginx.conf";
    public const string Net = "4026531840";
    private readonly List<ConfigFile> _files = [];
    private readonly List<Listener> _listeners = [];
    private readonly List<HostProcess> _processes = [];
    private readonly List<ServiceUnit> _units = [];
    private readonly List<string> _addresses = ["127.0.0.1", "::1"];
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _accesses = new();
    private readonly List<Func<Scene, Scene>> _more = [];
    private bool _offline;
    private bool _running = true;
    private DateTimeOffset _started = Now.AddDays(-1);
    private DateTimeOffset? _edited;
    private bool _loaded = true;

    private Staged()
    {
    }

    /// <summary>Every staged Scene is taken at this moment.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    /// <summary>What the witnesses answer; tests set what listeners alone do not tell.</summary>
    public StagedWitness Witness { get; } = new();

    /// <summary>A running nginx with this inside <c>http { }</c>.</summary>
    public static Staged Http(string text) => Whole($"events {{}}\nhttp {{\n    access_log /var/log/nginx/access.log;\n    error_log /var/log/nginx/error.log;\n{text}\n}}\n");

    /// <summary>A running nginx with this main file.</summary>
    public static Staged Whole(string text) => new Staged().File(Conf, text);

    /// <summary>An error log and nothing else.</summary>
    public static Staged LogsOnly() => new Staged().Stopped().Offline();

    /// <summary>Another configuration file.</summary>
    public Staged File(string path, string text) => Do(() => _files.Add(new ConfigFile(path, Encoding.UTF8.GetBytes(text))));

    /// <summary>An application that speaks a protocol where it listens: "127.0.0.1:3000", "0.0.0.0:80", "[::]:80", "/run/x.sock".</summary>
    public Staged App(string command, string on, Protocol speaks, int pid = 4711, int startedMinutesAgo = 600, string? unit = null, string? directory = null)
    {
        Listens(on, pid);
        Witness.Speaks[on] = speaks;
        return Process(command, pid, startedMinutesAgo, unit, directory);
    }

    /// <summary>A process.</summary>
    public Staged Process(string command, int pid, int startedMinutesAgo = 600, string? unit = null, string? directory = null, string user = "www-data") =>
        Do(() => _processes.Add(new HostProcess
        {
            Pid = pid,
            ParentPid = 1,
            Name = command.Split(' ')[0].Split('/')[^1].TrimEnd(':'),
            Command = command,
            User = user,
            StartedAt = Now.AddMinutes(-startedMinutesAgo),
            Directory = directory,
            Unit = unit,
            NetNs = Net,
        }));

    /// <summary>A listening socket.</summary>
    public Staged Listens(string on, int pid = 0) => Do(() => _listeners.Add(ListenerAt(on) with { Pids = pid == 0 ? [] : [pid] }));

    /// <summary>A service.</summary>
    public Staged Unit(string name, string active, string sub, string result = "success", int exit = 0, string command = "", string? type = null, string? places = null, string? file = null) =>
        Do(() => _units.Add(new ServiceUnit { Name = name, ActiveState = active, SubState = sub, Result = result, ExitStatus = exit, Command = command, Type = type, Places = places, FileState = file }));

    /// <summary>Another address of this host.</summary>
    public Staged Address(string ip) => Do(() => _addresses.Add(ip));

    /// <summary>A name that resolves.</summary>
    public Staged Name(string name, params string[] addresses) => Do(() => Witness.Names[name] = new NameResult([.. addresses], null, $"{name} is {string.Join(", ", addresses)}"));

    /// <summary>A name that does not.</summary>
    public Staged NoName(string name, string error = "nxdomain", string text = "Name or service not known") => Do(() => Witness.Names[name] = new NameResult([], error, text));

    /// <summary>What stands at a socket path.</summary>
    public Staged Socket(string path, SocketPathFacts facts) => Do(() => Witness.Sockets[path] = facts);

    /// <summary>How a probe of an endpoint ends, where listeners do not decide it.</summary>
    public Staged Probes(string endpoint, ProbeOutcome outcome, int errno, string words) => Do(() => Witness.Probes[endpoint] = StagedWitness.Failed(outcome, errno, words));

    /// <summary>Another host's port on which nothing listens.</summary>
    public Staged Refuses(string endpoint) => Probes(endpoint, ProbeOutcome.Refused, 111, "connection refused");

    /// <summary>What nginx -t says.</summary>
    public Staged Test(ConfigurationTest test) => Do(() => Witness.Test = test);

    /// <summary>The error line of a name that nginx's own resolver does not find.</summary>
    public Staged Unresolved(string name, string error, int minutesAgo = 2) => Error(
        $"[error] 812#812: *7 {name} could not be resolved ({error}), client: 203.0.113.7, server: shop.example, request: \"GET / HTTP/1.1\", host: \"shop.example\"",
        minutesAgo);

    /// <summary>A line of the error log, from the level on, so many minutes ago.</summary>
    public Staged Error(string line, int minutesAgo = 2) => Do(() =>
        _errors.Append(CultureInfo.InvariantCulture, $"{Now.AddMinutes(-minutesAgo):yyyy/MM/dd HH:mm:ss} {line}\n"));

    /// <summary>The error line of a peer to which connect() failed: "http://127.0.0.1:3000/".</summary>
    public Staged ConnectFailed(string upstream, string errno = "111: Connection refused", int minutesAgo = 2) => Error(
        (upstream.Contains("unix:", StringComparison.Ordinal)
            ? $"[{(errno.StartsWith("111", StringComparison.Ordinal) ? "error" : "crit")}] 812#812: *7 connect() to {upstream[upstream.IndexOf("unix:", StringComparison.Ordinal)..].TrimEnd('/').TrimEnd(':')} failed ({errno})"
            : $"[error] 812#812: *7 connect() failed ({errno})")
        + $" while connecting to upstream, client: 203.0.113.7, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"{upstream}\", host: \"shop.example\"",
        minutesAgo);

    /// <summary>A line of the access log in the combined format.</summary>
    public Staged Access(int status, string path = "/", int minutesAgo = 2) => Do(() =>
        _accesses.Append(CultureInfo.InvariantCulture, $"203.0.113.7 - - [{Now.AddMinutes(-minutesAgo):dd/MMM/yyyy:HH:mm:ss} +0000] \"GET {path} HTTP/1.1\" {status} 157 \"-\" \"curl/8\"\n"));

    /// <summary>Only logs and configuration are looked at.</summary>
    public Staged Offline() => Do(() => _offline = true);

    /// <summary>When nginx was started; a day ago unless said.</summary>
    public Staged StartedMinutesAgo(int minutes) => Do(() => _started = Now.AddMinutes(-minutes));

    /// <summary>The configuration was changed and loaded while nginx ran; before it started unless said.</summary>
    public Staged EditedMinutesAgo(int minutes) => Do(() => _edited = Now.AddMinutes(-minutes));

    /// <summary>The configuration was changed, and nginx was not reloaded since.</summary>
    public Staged NotLoaded(int editedMinutesAgo) => Do(() => _loaded = false).EditedMinutesAgo(editedMinutesAgo);

    /// <summary>What else is seen of this host.</summary>
    public Staged Seeing(Func<Scene, Scene> more) => Do(() => _more.Add(more));

    /// <summary>nginx does not run.</summary>
    public Staged Stopped() => Do(() => _running = false);

    /// <summary>The Scene with every answer that the engine asked for.</summary>
    public Scene Scene() => Diagnose().Scene;

    /// <summary>What the engine makes of it.</summary>
    public Diagnosis.Diagnosis Diagnose() =>
        new DiagnosisEngine(CauseCatalog.All).RunAsync(Bare(), _offline ? [] : [Witness], CancellationToken.None).GetAwaiter().GetResult();

    private Staged Do(Action change)
    {
        change();
        return this;
    }

    private Scene Bare()
    {
        Witness.Listeners = [.. _listeners];
        Witness.Addresses = [.. _addresses];
        var scene = new Scene
        {
            Clock = new SceneClock(Now, Now.AddMinutes(-15)),
            Focus = new Focus { Offline = _offline },
            Masters = Section.Seen<ImmutableArray<NginxMaster>>(_running && !_offline ? [Master()] : []),
            Instances = [Instance()],
            Listeners = Live<Listener>("listeners", _listeners),
            Processes = Live<HostProcess>("processes", _processes),
            Units = Live<ServiceUnit>("services", _units),
            LocalAddresses = Live<string>("addresses", _addresses),
        };
        return _more.Aggregate(scene, (seen, more) => more(seen));
    }

    private Section<ImmutableArray<T>> Live<T>(string what, List<T> seen) =>
        _offline ? Section.Blind<ImmutableArray<T>>(what, "--offline reads no live state") : Section.Seen<ImmutableArray<T>>([.. seen]);

    private NginxInstance Instance() => new()
    {
        Id = _files.Count > 0 ? Conf : "logs",
        MasterPid = _running && !_offline ? 811 : null,
        Version = Section.Seen("1.22.1"),
        Configuration = _files.Count > 0
            ? Section.Seen(new ConfigSnapshot(Conf, "/usr/share/nginx", [.. _files], []))
            : Section.Blind<ConfigSnapshot>("configuration", "none was named"),
        ModifiedAt = _files.Count > 0 ? _edited ?? Now.AddDays(-2) : null,
        Logs =
        [
            new LogSection("/var/log/nginx/error.log", LogKind.Error, Section.Seen(LogTail.ReadErrors(Text(_errors), Reading("error.log")))),
            new LogSection("/var/log/nginx/access.log", LogKind.Access, Section.Seen(LogTail.ReadAccess(Text(_accesses), AccessFormat.Combined, Reading("access.log")))),
        ],
    };

    private NginxMaster Master() => new()
    {
        Pid = 811,
        Exe = "/usr/sbin/nginx",
        Version = Section.Seen("1.22.1"),
        ConfPath = Conf,
        Prefix = "/usr/share/nginx",
        Workers = [812],
        WorkerUser = Section.Seen(new UserIdentity("www-data", 33, 33, [33])),
        StartedAt = _started,
        LoadedAt = _loaded ? _edited ?? _started : _started,
        NetNs = Net,
        SharesOurNetwork = true,
        Unit = "nginx.service",
    };

    private static Listener ListenerAt(string on)
    {
        if (on.StartsWith('/'))
        {
            return new Listener { Family = SocketFamily.Unix, Path = on, NetNs = Net };
        }

        var address = on[..on.LastIndexOf(':')].Trim('[', ']');
        return new Listener
        {
            Family = address.Contains(':', StringComparison.Ordinal) ? SocketFamily.Tcp6 : SocketFamily.Tcp,
            Address = address,
            Port = int.Parse(on[(on.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture),
            NetNs = Net,
        };
    }

    private static MemoryStream Text(StringBuilder text) => new(Encoding.UTF8.GetBytes(text.ToString()));

    private static LogReading Reading(string name) => new() { Name = name, Zone = TimeZoneInfo.Utc };
}
