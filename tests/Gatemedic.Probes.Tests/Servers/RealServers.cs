using System.Diagnostics;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>One of each server that stands behind nginx in practice, on loopback.</summary>
public sealed class RealServers : IDisposable
{
    private const string NodeScript = """
        const fs = require('fs'), [, , http, https, h2c, h2] = process.argv;
        const tls = { key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') };
        const answer = (request, response) => response.end('hello');
        require('http').createServer(answer).listen(http, '127.0.0.1');
        require('https').createServer(tls, answer).listen(https, '127.0.0.1');
        require('http2').createServer(answer).listen(h2c, '127.0.0.1');
        require('http2').createSecureServer(tls, answer).listen(h2, '127.0.0.1');
        """;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gatemedic-probes-");
    private readonly List<ServerProcess> running = [];
    private readonly Dictionary<string, PeerAddress> addresses = [];

    public RealServers()
    {
        using (var openssl = Process.Start(new ProcessStartInfo(
            "openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=localhost"])
        { WorkingDirectory = directory.FullName, RedirectStandardError = true })!)
        {
            openssl.WaitForExit();
        }

        StartNginx();
        StartPython();
        StartPhp();
        var ports = Ports("node http", "node https", "node http2", "node http2 tls");
        Write("server.js", NodeScript);
        Run(ports, "node", ["server.js", .. ports.Select(port => $"{port}")]);
    }

    /// <summary>Where a kind of server listens.</summary>
    internal PeerAddress this[string kind] => addresses[kind];

    public void Dispose()
    {
        running.ForEach(server => server.Dispose());
        directory.Delete(recursive: true);
    }

    private void StartNginx()
    {
        var ports = Ports("nginx", "nginx tls");
        Write("nginx.conf", $$"""
            daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
            events { }
            http {
                access_log off; client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                server { listen 127.0.0.1:{{ports[0]}}; location / { return 200 "hello"; } }
                server { listen 127.0.0.1:{{ports[1]}} ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem; location / { return 200 "hello"; } }
            }
            """);
        Run(ports, "nginx", "-p", directory.FullName, "-c", "nginx.conf", "-e", "error.log");
    }

    private void StartPython()
    {
        Write("app.py", """
            def application(environ, start_response):
                start_response('200 OK', [('Content-Type', 'text/plain')])
                return [b'hello']
            """);
        var gunicorn = Ports("gunicorn");
        Run(gunicorn, "/usr/bin/gunicorn", "-b", $"127.0.0.1:{gunicorn[0]}", "app");
        var uwsgi = Ports("uwsgi", "uwsgi http");
        string[] served = ["--plugin", "python3", "--master", "--wsgi-file", "app.py"];
        Run(uwsgi, "uwsgi", [.. served, "--socket", $"127.0.0.1:{uwsgi[0]}", "--http-socket", $"127.0.0.1:{uwsgi[1]}"]);
        var patient = Ports("uwsgi with large buffer");
        Run(patient, "uwsgi", [.. served, "--buffer-size", "65535", "--socket", $"127.0.0.1:{patient[0]}"]);
    }

    private void StartPhp()
    {
        var ports = Ports("php-fpm");
        var unix = Path.Combine(directory.FullName, "php.sock");
        addresses["php-fpm unix"] = new PeerAddress("", 0, unix);
        Write("fpm.conf", $"""
            [global]
            error_log = {directory.FullName}/fpm.log
            [tcp]
            listen = 127.0.0.1:{ports[0]}
            user = www-data
            pm = static
            pm.max_children = 1
            [unix]
            listen = {unix}
            user = www-data
            pm = static
            pm.max_children = 1
            """);
        Run(ports, "php-fpm8.2", "-y", "fpm.conf", "-F", "-R", "-n");
    }

    private int[] Ports(params string[] kinds) => Array.ConvertAll(kinds, kind => (addresses[kind] = new PeerAddress("127.0.0.1", ServerProcess.FreePort())).Port);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);

    private void Run(int[] ports, string program, params string[] arguments) =>
        running.Add(ServerProcess.Start(directory.FullName, ports, program, arguments));
}
