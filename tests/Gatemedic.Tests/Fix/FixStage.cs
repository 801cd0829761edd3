using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gatemedic;

/// <summary>A private nginx that is told a port on which nobody listens, and its application on another; repairs are kept in a folder of their own.</summary>
internal sealed class FixStage : IDisposable
{
    private readonly Folder _folder = new();
    private readonly List<Process> _running = [];

    public FixStage(string head = "")
    {
        Directory.CreateDirectory(_folder.At("site"));
        _folder.Write("site/index.html", "fine\n");
        Text = $$"""
            {{head}}
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 1;
            pid {{_folder.At("nginx.pid")}};
            error_log {{_folder.At("error.log")}};
            events {}
            http {
                access_log {{_folder.At("access.log")}};
                client_body_temp_path {{_folder.At("body")}};
                proxy_temp_path {{_folder.At("proxy")}};
                fastcgi_temp_path {{_folder.At("fastcgi")}};
                uwsgi_temp_path {{_folder.At("uwsgi")}};
                scgi_temp_path {{_folder.At("scgi")}};
                server {
                    listen 127.0.0.1:{{Front}};
                    server_name shop.example;
                    location / { proxy_pass http://127.0.0.1:{{Told}}; }
                }
            }

            """;
        Conf = _folder.Write("nginx.conf", Text);
        Start("python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", _folder.At("site"), $"{Real}");
        Start("nginx", "-p", _folder.At(""), "-c", Conf, "-e", _folder.At("error.log"), "-g", "daemon off;");
        SpinWait.SpinUntil(() => Status() is not 0 && IsOpen(Real), TimeSpan.FromSeconds(20));
        Assert.Equal(502, Status());
    }

    /// <summary>nginx's configuration.</summary>
    public string Conf { get; }

    /// <summary>What stood in it at first.</summary>
    public string Text { get; }

    /// <summary>nginx's own port, the port that it is told, and the application's.</summary>
    public int Front { get; } = FreePort();
    public int Told { get; } = FreePort();
    public int Real { get; } = FreePort();

    /// <summary>A path below the stage's folder.</summary>
    public string At(string name) => _folder.At(name);

    /// <summary>Runs <c>gatemedic fix</c> on it.</summary>
    public (int Code, string Output, string Errors) Fix(params string[] arguments) => Binary.RunWith(
        new() { ["STATE_DIRECTORY"] = _folder.At("state"), ["PATH"] = $"{_folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}" }, ["fix", "--conf", Conf, .. arguments]);

    /// <summary>Has nginx interrupt whoever tells it to reload, and take longer to reload than a program usually gets to end.</summary>
    public void InterruptAtReload()
    {
        Directory.CreateDirectory(_folder.At("bin"));
        var nginx = Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin").Select(p => Path.Combine(p, "nginx")).First(File.Exists);
        var script = _folder.Write("bin/nginx", $"#!/bin/sh\ncase \"$*\" in *\"-s reload\"*) kill -INT $PPID; sleep 3;; esac\nexec {nginx} \"$@\"\n");
        using var chmod = Process.Start("chmod", ["755", script]);
        chmod.WaitForExit();
    }

    /// <summary>The status that a visitor gets; 0 when nothing answers.</summary>
    public int Status()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
        try
        {
            using var answer = client.GetAsync($"http://127.0.0.1:{Front}/").GetAwaiter().GetResult();
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        foreach (var process in _running)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Dispose();
    }

    private void Start(string program, params string[] arguments) =>
        _running.Add(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!);

    private static bool IsOpen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
