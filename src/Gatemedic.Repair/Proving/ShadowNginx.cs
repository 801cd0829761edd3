using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>What a private nginx is made from.</summary>
/// <param name="Instance">The nginx that it stands for.</param>
/// <param name="Master">That one's master; null when it does not run.</param>
/// <param name="Twin">How it is started.</param>
/// <param name="Place">Where the directories of private ones are.</param>
internal sealed record ShadowOrigin(NginxInstance Instance, NginxMaster? Master, NginxTwin Twin, string Place);

/// <summary>A private nginx: it runs beside the one that serves by the same configuration, and is gone with its directory when it is disposed.</summary>
/// <param name="directory">Its directory.</param>
/// <param name="listeners">Where it listens.</param>
/// <param name="program">The running program.</param>
/// <param name="host">The machine.</param>
internal sealed partial class ShadowNginx(ShadowDirectory directory, ShadowListeners listeners, IStayingProgram program, IRepairHost host) : IAsyncDisposable
{
    private const int PermissionDenied = 13;
    private const int MostAbove = 4;
    private static readonly TimeSpan StartTakes = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // From it on -e takes the log to which nginx writes before it has read its configuration.
    private static readonly NginxVersion OwnFirstLog = new(1, 19, 5);

    /// <summary>Starts one; it listens when this returns.</summary>
    /// <param name="origin">What it is made from.</param>
    /// <param name="edited">Files that have another content than on the disk.</param>
    /// <param name="asked">The addresses that requests are going to be sent to.</param>
    /// <param name="host">The machine.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RepairException">It does not start; the message is nginx's, with the places of the real files.</exception>
    public static async Task<ShadowNginx> StartAsync(
        ShadowOrigin origin, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> edited, IEnumerable<PeerAddress> asked, IRepairHost host, TimeProvider time, CancellationToken cancellation)
    {
        var main = origin.Instance.Configuration.Seen?.MainPath ?? origin.Instance.Id;
        var files = new RecordingConfigFiles(new OverlaidFiles(origin.Twin.Files, edited));
        var tree = ConfigParser.Parse(files, main);
        var prefix = origin.Instance.Configuration.Seen?.Prefix ?? Path.GetDirectoryName(main)!;
        Check(tree, files.ToSnapshot(main, prefix));

        var directory = ShadowDirectory.Make(origin.Place);
        IStayingProgram? program = null;
        try
        {
            var listeners = new ShadowListeners(directory.Path);
            listeners.Read(ConfigModel.From(tree, prefix).Servers, asked, FreePort);
            var seat = new ShadowSeat(directory.Path, directory.Stand(Path.GetDirectoryName(main)!, Path.GetFileName(main), Above(tree)), listeners, TempPaths(origin));
            var written = ShadowConfiguration.Make(tree, files, main, origin.Master?.GlobalDirectives, seat);
            directory.Fill(written, origin.Twin.Owner, origin.Master?.WorkerUser.Seen?.Gid);

            program = host.Start(Command(origin, seat, prefix));
            await ReadyAsync(program, seat, written, time, cancellation).ConfigureAwait(false);
            return new ShadowNginx(directory, listeners, program, host);
        }
        catch
        {
            if (program is not null)
            {
                await program.DisposeAsync().ConfigureAwait(false);
            }

            directory.Dispose();
            throw;
        }
    }

    /// <summary>Sends it requests that are meant for the one that serves; an answer for each, in order.</summary>
    public async Task<ImmutableArray<ReplayAnswer>> AskAsync(ImmutableArray<Replay> requests, CancellationToken cancellation)
    {
        var here = requests.Select(r => listeners.Of(r.Question.Address) is { } place ? r with { Question = r.Question with { Address = place, Root = null } } : null).ToList();
        var answers = new Queue<ReplayAnswer>(await host.AskAsync([.. here.OfType<Replay>()], cancellation).ConfigureAwait(false));
        return [.. here.Select(r => r is null ? new ReplayAnswer(null, "this nginx does not listen there") : answers.Dequeue())];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync().ConfigureAwait(false);
        directory.Dispose();
    }

    /// <summary>Ends the private nginx that a killed run has left in a directory, if it still runs.</summary>
    public static async Task EndLeftAsync(string directory, IRepairHost host, CancellationToken cancellation)
    {
        try
        {
            // The master's title holds its arguments: another process that has got its number since does not name this directory.
            if (int.TryParse((await File.ReadAllTextAsync($"{directory}/pid", cancellation).ConfigureAwait(false)).Trim(), out var pid)
                && (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", cancellation).ConfigureAwait(false)).Contains(directory, StringComparison.Ordinal))
            {
                await host.RunAsync(HostCommand.Of("kill", "-TERM", $"{pid}"), cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has no pid file or is gone.
        }
    }

    private static void Check(ConfigTree tree, ConfigSnapshot read)
    {
        if (tree.Error is { } fault)
        {
            throw new RepairException($"{fault.Message} in {fault.File}:{fault.Line}");
        }

        if (read.Files.FirstOrDefault(f => f.Errno == PermissionDenied) is { } closed)
        {
            throw new RepairException($"{closed.Path} may not be read; run as root");
        }

        if (!tree.Children().Any(d => d is { Name: "http", Block: not null }))
        {
            throw new RepairException($"{read.MainPath} has no http block");
        }
    }

    private static ImmutableArray<string> TempPaths(ShadowOrigin origin) =>
        [.. ShadowRules.TempPaths.Where(name => DirectiveTable.Of(name) is [var row, ..] && origin.Twin.Modules.Have(row, _ => false))];

    /// <summary>How far above the main file relative paths lead.</summary>
    private static int Above(ConfigTree tree) => Math.Min(MostAbove, Words(tree.Root).Select(w => w.Split('/').TakeWhile(part => part == "..").Count()).DefaultIfEmpty().Max());

    private static IEnumerable<string> Words(IEnumerable<Directive> directives) =>
        directives.SelectMany(d => d.Args.Where(a => a.StartsWith("../", StringComparison.Ordinal)).Concat(Words(d.Block ?? d.Included ?? [])));

    private static HostCommand Command(ShadowOrigin origin, ShadowSeat seat, string prefix)
    {
        ImmutableArray<string> first = NginxVersion.TryParse(origin.Instance.Version.Seen, out var version) && version >= OwnFirstLog ? ["-e", seat.ErrorLog] : [];
        return new HostCommand([.. origin.Twin.Call, "-p", prefix, "-c", seat.MainPath, .. first]);
    }

    private static async Task ReadyAsync(IStayingProgram program, ShadowSeat seat, ImmutableArray<ShadowFile> files, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (!File.Exists(seat.PidFile))
        {
            if (program.Ended.IsCompleted)
            {
                throw new RepairException(Told((await program.Ended.ConfigureAwait(false)).Text, files));
            }

            if (time.GetElapsedTime(started) > StartTakes)
            {
                throw new RepairException($"it does not listen after {StartTakes.TotalSeconds:0} s");
            }

            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What nginx said, of the files that the user knows.</summary>
    private static string Told(string said, ImmutableArray<ShadowFile> files)
    {
        var message = Emergency().Match(said) is { Success: true } match ? match.Groups[1].Value : said;
        return files.OrderByDescending(f => f.Path.Length).Aggregate(message, (text, file) => text.Replace(file.Path, file.Original, StringComparison.Ordinal));
    }

    /// <summary>A port that nobody has at this moment; who takes it before nginx does makes the start fail, and the proof.</summary>
    private static int FreePort(IPAddress loopback)
    {
        using var socket = new Socket(loopback.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [GeneratedRegex(@"\[emerg\] (?:\d+#\d+: )?([^;\r\n]*(?:;[^;\r\n]*)*?)(?:; nginx: |$)")]
    private static partial Regex Emergency();
}
