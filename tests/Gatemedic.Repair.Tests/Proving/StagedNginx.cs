using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Nginx;
using Gatemedic.Probes;

namespace Gatemedic.Repair.Tests;

/// <summary>A configuration of nginx in a directory of one test, and the requests and edits that are tried on private ones.</summary>
internal sealed class StagedNginx : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gm-shadow-").FullName;

    public StagedNginx()
    {
        File.SetUnixFileMode(_root, (UnixFileMode)0x1ed);
        Directory.CreateDirectory(Prefix);
        Host = new PrivateHost(() => Master);
    }

    public PrivateHost Host { get; }

    public string Conf => $"{_root}/etc/nginx";

    public string Prefix => $"{_root}/share/";

    public string Shadows => $"{_root}/shadows";

    public string MainPath => $"{Conf}/nginx.conf";

    /// <summary>A file; CONF and PREFIX in it are their paths.</summary>
    public void Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.Replace("CONF", Conf, StringComparison.Ordinal).Replace("PREFIX", Prefix, StringComparison.Ordinal));
    }

    /// <summary>A main file around these lines of http.</summary>
    public void WriteHttp(string http, string main = "") =>
        Write("etc/nginx/nginx.conf", $"user www-data;\nworker_processes 2;\npid {_root}/production.pid;\n{main}\nevents {{ worker_connections 128; }}\nhttp {{\n    access_log {_root}/access.log;\n    error_log {_root}/error.log;\n{http}\n}}\n");

    public NginxInstance Instance
    {
        get
        {
            var files = new RecordingConfigFiles(new DiskConfigFiles());
            _ = ConfigParser.Parse(files, MainPath);
            return new NginxInstance { Id = MainPath, MasterPid = MasterPid, Version = Section.Seen("1.22.1"), Configuration = Section.Seen(files.ToSnapshot(MainPath, Prefix)) };
        }
    }

    public Scene Scene => new()
    {
        Clock = new SceneClock(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        Masters = Section.Seen<ImmutableArray<NginxMaster>>([Master]),
        Listeners = Section.Seen<ImmutableArray<Listener>>([]),
        Processes = Section.Seen<ImmutableArray<HostProcess>>([]),
        Units = Section.Seen<ImmutableArray<ServiceUnit>>([]),
        LocalAddresses = Section.Seen<ImmutableArray<string>>([]),
    };

    /// <summary>What the master has as -g.</summary>
    public string? Globals { get; init; }

    /// <summary>A process that stands for the master: as its user a private one is started.</summary>
    public int MasterPid { get; init; } = Environment.ProcessId;

    /// <summary>What is shown of an edit of one file.</summary>
    public async Task<PriorProof?> ProveAsync(
        string file, string old, string replacement, ImmutableArray<Replay> failing, ImmutableArray<Replay> control = default, CancellationToken cancellation = default)
    {
        var path = Path.Combine(_root, file);
        var before = await File.ReadAllBytesAsync(path, cancellation);
        var at = before.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old));
        Assert.True(at >= 0, $"{file} does not hold {old}");
        var edit = new Edit(path, at, at + Encoding.UTF8.GetByteCount(old), replacement);
        var plan = new RepairPlan
        {
            Finding = new Finding
            {
                Cause = "wrong-port", Confidence = 1, Severity = Severity.Critical, Title = "", Explanation = "", Targets = [], Instance = Instance, Evidence = [], RuledOut = [], Remedies = [],
            },
            Remedy = new Remedy { Id = "edit", Title = "edit", Risk = Risk.Low, Verify = "", Undo = "", Edits = [edit] },
            Files = [new PlannedFile(path, path, before, Edit.Apply(before, [edit]), "")],
            Failing = failing,
            Control = control.IsDefault ? [] : control,
        };
        return await new ShadowProof(Scene, Host, Shadows, TimeProvider.System).ProveAsync(plan, cancellation);
    }

    /// <summary>The statuses that a private nginx answers with, by the configuration as it is; or nginx's refusal.</summary>
    public async Task<string> AnswersAsync(params ImmutableArray<Replay> requests)
    {
        try
        {
            var twin = (await Host.TwinOfAsync(Instance, default)).Seen!;
            var origin = new ShadowOrigin(Instance, Master, twin, Shadows);
            await using var shadow = await ShadowNginx.StartAsync(
                origin, ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty, requests.Select(r => r.Question.Address), Host, TimeProvider.System, default);
            return string.Join(' ', (await shadow.AskAsync(requests, default)).Select(a => a.Status?.ToString() ?? a.Text));
        }
        catch (RepairException refusal)
        {
            return refusal.Message.Replace(_root, "", StringComparison.Ordinal);
        }
    }

    /// <summary>A request to an address of the configuration: <c>http://127.0.0.1:80/path</c>, with another Host where it is given.</summary>
    public static Replay Get(string url, string? host = null)
    {
        var parsed = new Uri(url);
        var isTls = parsed.Scheme == "https";
        var request = new ProbeRequest(host ?? parsed.Authority, parsed.PathAndQuery, isTls ? host ?? parsed.Host : null, HttpVersion: "1.1");
        return new Replay(url, new ProbePeer(new PeerAddress(parsed.Host.Trim('[', ']'), parsed.Port), isTls ? Protocol.Https : Protocol.Http, request), "");
    }

    /// <summary>The same through a unix socket.</summary>
    public static Replay GetAt(string socket, string path) =>
        new(path, new ProbePeer(new PeerAddress("", 0, socket), Protocol.Http, new ProbeRequest("localhost", path, HttpVersion: "1.1")), "");

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Every file below the directory but the shadows' own, with its length.</summary>
    public string Listing() => string.Join('\n',
    [
        .. Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories)
            .Where(p => p != Shadows)
            .Select(p => $"{p[_root.Length..]} {(File.Exists(p) ? new FileInfo(p).Length : 0)}")
            .Order(),
    ]);

    /// <summary>Processes that have the directory in their command line.</summary>
    public ImmutableArray<int> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var pid) ? pid : 0).Where(pid => pid > 0 && CommandLine(pid).Contains(_root, StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private NginxMaster Master => new()
    {
        Pid = MasterPid,
        Exe = "/usr/sbin/nginx",
        Version = Section.Seen("1.22.1"),
        ConfPath = MainPath,
        Prefix = Prefix,
        GlobalDirectives = Globals,
        WorkerUser = Section.Seen(new UserIdentity("www-data", 33, 33, [33])),
        StartedAt = DateTimeOffset.UnixEpoch,
        NetNs = "",
        SharesOurNetwork = true,
    };

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>This machine, for private nginx only.</summary>
/// <param name="master">The master that private ones are to be like.</param>
internal sealed class PrivateHost(Func<NginxMaster> master) : IRepairHost
{
    public async Task<CommandResult> RunAsync(HostCommand command, CancellationToken cancellation) =>
        Result(await CommandReader.RunAsync(command.Words[0], command.Words[1..], TimeSpan.FromSeconds(10), cancellation));

    public IStayingProgram Start(HostCommand command) => new Staying(CommandReader.Start(command.Words[0], command.Words[1..]));

    public Task<Section<NginxTwin>> TwinOfAsync(NginxInstance instance, CancellationToken cancellation) => NginxTwinReader.ReadAsync(instance, master(), cancellation);

    public int? PidNow(HostProcess process, bool orSuccessor) => null;

    public ImmutableArray<int> WorkersOf(int master) => [];

    public async Task<ImmutableArray<ReplayAnswer>> AskAsync(ImmutableArray<Replay> requests, CancellationToken cancellation)
    {
        var witness = new ProbeWitness(TimeProvider.System, new ProbeSettings { Timeout = TimeSpan.FromSeconds(20), MaxIdentification = TimeSpan.Zero });
        var answers = await witness.AnswerAsync(null!, [.. requests.Select(r => r.Question)], cancellation);
        cancellation.ThrowIfCancellationRequested();
        return [.. answers.Cast<ProbeAnswer>().Select(a => new ReplayAnswer(a.Result.Seen?.Status, a.Result.Seen?.Text ?? a.Result.Blind!.Why))];
    }

    public Task<Gatemedic.Diagnosis.Diagnosis> LookAsync(DateTimeOffset since, CancellationToken cancellation) => throw new NotSupportedException();

    private static CommandResult Result(CommandOutput output) =>
        new(output is { End: CommandEnd.Exited, ExitCode: 0 }, output.Errors.Length == 0 ? $"exit code {output.ExitCode}" : string.Join("; ", output.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    private sealed class Staying(StayingProgram program) : IStayingProgram
    {
        public Task<CommandResult> Ended { get; } = EndAsync(program);

        public ValueTask DisposeAsync() => program.DisposeAsync();

        private static async Task<CommandResult> EndAsync(StayingProgram program) => Result(await program.Ended);
    }
}

/// <summary>An application that answers every request with 200, or never; it keeps what it was asked.</summary>
internal sealed class Application : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string? _answer;

    public Application(string? answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = new();

    public TaskCompletionSource First { get; } = new();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var held = client;
        var buffer = new byte[16 * 1024];
        var read = await client.GetStream().ReadAsync(buffer);
        Asked.Enqueue(Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n")[0]);
        First.TrySetResult();
        if (_answer is null)
        {
            await Task.Delay(Timeout.Infinite, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(_answer));
    }
}
