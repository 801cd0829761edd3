using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

/// <summary>
/// A real nginx with several workers, whose upstreams fail in every way. Each request says in a header why it will fail; its access lines
/// end with that truth, which is cut off before the join sees them.
/// </summary>
public sealed class NginxStage : IDisposable
{
    private const string Nginx = "/usr/sbin/nginx";
    private const int Visitors = 8;
    private const string Mark = " truth=";

    /// <summary>Formats by the name of their log, from the most telling to the least.</summary>
    internal static readonly (string Log, string Format, string Escape)[] Formats =
    [
        ("full", "$status $msec $pid $connection $remote_addr \"$request\" $host $request_time up=[$upstream_addr] $upstream_status"
            + " $upstream_connect_time $upstream_header_time $upstream_response_time", "default"),
        ("tries", "$remote_addr [$time_local] \"$request\" $status \"$http_user_agent\" $host $request_time $upstream_addr $upstream_status"
            + " $upstream_header_time", "default"),
        ("json", "{\"t\":\"$time_iso8601\",\"s\":$status,\"r\":\"$request\",\"c\":\"$remote_addr\",\"h\":\"$http_host\",\"u\":\"$upstream_addr\","
            + "\"us\":\"$upstream_status\",\"rt\":$request_time}", "json"),
        ("pipes", "$time_iso8601|$status|$request_method|$request_uri|$upstream_status|$upstream_addr|$connection", "default"),
        ("usual", AccessFormat.Combined.Format, "default"),
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory("gatemedic-join-").FullName;
    private readonly FaultyApp _app = new();
    private readonly Socket _full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _queued = [];
    private readonly int _port = FreePort();
    private readonly int _deadPort = FreePort();

    public NginxStage()
    {
        FillQueue();
        File.WriteAllText(Path.Combine(_directory, "nginx.conf"), Configuration());
        using var nginx = Process.Start(Nginx, ["-p", _directory, "-c", Path.Combine(_directory, "nginx.conf"), "-e", Path.Combine(_directory, "start.log")])!;
        nginx.WaitForExit();
        Assert.True(nginx.ExitCode == 0, "nginx does not start: " + File.ReadAllText(Path.Combine(_directory, "start.log")));
        try
        {
            PlayAsync().GetAwaiter().GetResult();
        }
        finally
        {
            Quit();
        }
    }

    /// <summary>An access log as the join may see it, and the truth of each line.</summary>
    internal (string Text, string[] Truths) Access(string log)
    {
        var lines = File.ReadAllLines(Path.Combine(_directory, log + ".log"), Encoding.Latin1);
        return (string.Concat(lines.Select(l => l[..l.LastIndexOf(Mark, StringComparison.Ordinal)] + "\n")),
            [.. lines.Select(l => l[(l.LastIndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..])]);
    }

    /// <summary>An error log: "error" has the default level, "info" tells of clients that left too.</summary>
    internal string Errors(string log) => File.ReadAllText(Path.Combine(_directory, log + ".log"), Encoding.Latin1);

    public void Dispose()
    {
        _app.Dispose();
        _full.Dispose();
        _queued.ForEach(s => s.Dispose());
        Directory.Delete(_directory, recursive: true);
    }

    private async Task PlayAsync()
    {
        using (var first = new Visitor(_port, 1))
        {
            await first.SendAsync(new Asked("/limit/first", "ok"));
        }
        await Task.WhenAll(Enumerable.Range(2, Visitors).Select(v => Task.Run(async () =>
        {
            using var visitor = new Visitor(_port, v);
            foreach (var asked in Asked.Shuffled(v))
            {
                await visitor.SendAsync(asked);
            }
        })));
    }

    // A socket that listens with a full queue and is never accepted from: the kernel drops further SYNs.
    private void FillQueue()
    {
        _full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _full.Listen(0);
        for (int i = 0; i < 4; i++)
        {
            var queued = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _queued.Add(queued);
            try
            {
                queued.Connect(_full.LocalEndPoint!);
            }
            catch (SocketException)
            {
                // In progress, for ever.
            }
        }
    }

    private void Quit()
    {
        using var quit = Process.Start(Nginx, ["-p", _directory, "-c", Path.Combine(_directory, "nginx.conf"), "-e", "/dev/null", "-s", "stop"])!;
        quit.WaitForExit();
        for (int i = 0; i < 100 && File.Exists(Path.Combine(_directory, "nginx.pid")); i++)
        {
            Thread.Sleep(50);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string Configuration()
    {
        string app = $"127.0.0.1:{_app.Port}", dead = $"127.0.0.1:{_deadPort}";
        var text = new StringBuilder($$"""
            user root;
            worker_processes 3;
            pid nginx.pid;
            error_log error.log error;
            error_log info.log info;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                keepalive_timeout 1s; proxy_connect_timeout 1s; proxy_read_timeout 3s;
                limit_req_zone $server_name zone=one:1m rate=1r/m;
                upstream pair { server {{dead}} max_fails=0; server {{app}} max_fails=0 backup; }
                upstream dying { server {{app}} max_fails=0; server {{dead}} max_fails=0 backup; }
                upstream lost { server {{dead}} down; server {{app}} down; }
            """);
        foreach (var (log, format, escape) in Formats)
        {
            text.Append($"    log_format {log} escape={escape} '{format}{Mark}$http_x_truth';\n");
        }
        text.Append($"    server {{ listen 127.0.0.1:{_port} reuseport; server_name stage.example;\n");
        text.Append(string.Concat(Formats.Select(f => $"        access_log {f.Log}.log {f.Log};\n")));
        text.Append($$"""
                    location /app { proxy_pass http://{{app}}; }
                    location /refused { proxy_pass http://{{dead}}; }
                    location /sock { proxy_pass http://unix:{{_directory}}/none.sock; }
                    location /pair { proxy_pass http://pair; }
                    location /dying { proxy_pass http://dying; }
                    location /lost { proxy_pass http://lost; }
                    location /tls { proxy_pass https://{{app}}; }
                    location /queue { proxy_pass http://{{_full.LocalEndPoint}}; }
                    location /name { resolver 127.0.0.1:{{_deadPort}}; resolver_timeout 1s; set $where nowhere.example; proxy_pass http://$where; }
                    location /noresolver { set $where nowhere.example; proxy_pass http://$where; }
                    location /fastcgi { fastcgi_pass {{app}}; fastcgi_read_timeout 1s; }
                    location /cycle { rewrite ^ /cycle; }
                    location /return { return 503; }
                    location /limit { limit_req zone=one; proxy_pass http://{{app}}; }
                    location /auth { auth_request /gate-dead; proxy_pass http://{{app}}; }
                    location /authown { auth_request /gate-own; proxy_pass http://{{app}}; }
                    location /mirror { mirror /gate-dead; proxy_pass http://{{app}}; }
                    location = /gate-dead { internal; proxy_pass http://{{dead}}; }
                    location = /gate-own { internal; proxy_set_header X-Fault upstream-returned-502; proxy_pass http://{{app}}; }
                    location /again { error_page 502 = @again; proxy_pass http://{{dead}}; }
                    location @again { proxy_pass http://{{app}}; }
                }
            }

            """);
        return text.ToString();
    }
}
