using System.Net;
using System.Net.Sockets;
using Gatemedic.Host;

namespace Gatemedic.Demo;

/// <summary>The private nginx and the application of the demonstration, in a temporary directory on loopback ports; gone when disposed.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly TimeSpan Ready = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Task> _running = [];
    private readonly (string Nginx, string Python) _programs;
    private CancellationTokenSource? _app;

    private DemoStage((string, string) programs) => _programs = programs;

    /// <summary>The temporary directory.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("gatemedic-demo-").FullName;

    /// <summary>nginx's port.</summary>
    public int FrontPort { get; } = FreePort();

    /// <summary>The port that nginx is told.</summary>
    public int AppPort { get; } = FreePort();

    /// <summary>A port that nginx is not told.</summary>
    public int OtherPort { get; } = FreePort();

    /// <summary>nginx's configuration.</summary>
    public string ConfPath => Path.Combine(Folder, "nginx.conf");

    /// <summary>The URL that a visitor asks for.</summary>
    public Uri Url => new($"http://127.0.0.1:{FrontPort}/");

    /// <summary>Writes the configuration and starts nginx.</summary>
    /// <exception cref="IOException">nginx does not start; the message has its own words.</exception>
    public static async Task<DemoStage> OpenAsync(string nginx, string python, CancellationToken cancellation)
    {
        var stage = new DemoStage((nginx, python));
        try
        {
            await using (var script = typeof(DemoStage).Assembly.GetManifestResourceStream("demo/app.py")!)
            await using (var file = File.Create(Path.Combine(stage.Folder, "app.py")))
            {
                await script.CopyToAsync(file, cancellation).ConfigureAwait(false);
            }

            await File.WriteAllTextAsync(stage.ConfPath, stage.Configuration(), cancellation).ConfigureAwait(false);
            var running = CommandReader.RunAsync(
                nginx, ["-p", stage.Folder, "-c", stage.ConfPath, "-e", Path.Combine(stage.Folder, "error.log")], Timeout.InfiniteTimeSpan, stage._ended.Token);
            stage._running.Add(running);
            await WaitForAsync(stage.FrontPort, running, cancellation).ConfigureAwait(false);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the application that runs, and starts it so, when it is to run at all; returns when it listens.</summary>
    public async Task RunAppAsync(DemoApp? app, CancellationToken cancellation)
    {
        if (_app is not null)
        {
            await _app.CancelAsync().ConfigureAwait(false);
            await _running[^1].ConfigureAwait(false);
        }

        _app = app is null ? null : CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        if (app is not null)
        {
            var port = app.OtherPort ? OtherPort : AppPort;
            var running = CommandReader.RunAsync(
                _programs.Python,
                [Path.Combine(Folder, "app.py"), "--port", $"{port}", "--delay", $"{app.Delay}", "--cookie", $"{app.Cookie}"],
                Timeout.InfiniteTimeSpan,
                _app!.Token);
            _running.Add(running);
            await WaitForAsync(port, running, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(false);
        Directory.Delete(Folder, recursive: true);
        _app?.Dispose();
        _ended.Dispose();
    }

    private string Configuration() =>
        $$"""
        # The demonstration's own nginx. Only loopback, only this directory.
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes 1;
        daemon off;
        pid {{Folder}}/nginx.pid;
        error_log {{Folder}}/error.log;

        events {}

        http {
            access_log {{Folder}}/access.log;
            client_body_temp_path {{Folder}}/body;
            proxy_temp_path {{Folder}}/proxy;
            fastcgi_temp_path {{Folder}}/fastcgi;
            uwsgi_temp_path {{Folder}}/uwsgi;
            scgi_temp_path {{Folder}}/scgi;

            server {
                listen 127.0.0.1:{{FrontPort}};
                server_name shop.example;

                location / {
                    proxy_pass http://127.0.0.1:{{AppPort}};
                    proxy_read_timeout 1s;
                }
            }
        }

        """;

    private static async Task WaitForAsync(int port, Task<CommandOutput> running, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Ready);
        while (!running.IsCompleted)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, bound.Token).ConfigureAwait(false);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), bound.Token).ConfigureAwait(false);
            }
        }

        throw new IOException($"the demonstration does not start: {(await running.ConfigureAwait(false)).Errors.Trim()}");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
