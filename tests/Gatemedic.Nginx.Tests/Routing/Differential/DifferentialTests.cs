using System.Globalization;
using System.Net;
using System.Text;
using Xunit.Abstractions;

namespace Gatemedic.Nginx.Tests.Routing.Differential;

/// <summary>Random configurations in a real nginx, random requests to it, and what <see cref="RequestRouter"/> says of the same.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    /// <summary>A longer run, by hand: seeds from 1 to this number.</summary>
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("GATEMEDIC_ROUTE_SEEDS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly int First = int.Parse(Environment.GetEnvironmentVariable("GATEMEDIC_ROUTE_FIRST") ?? "1", CultureInfo.InvariantCulture);

    private const int Worlds = 20;
    private const int RequestsEach = 25;

    [Fact]
    public void Follows_requests_as_nginx_does()
    {
        if (!File.Exists("/usr/sbin/nginx"))
        {
            output.WriteLine("nginx is not installed");
            return;
        }

        var differences = new List<string>();
        var (asked, undecided) = (0, 0);
        for (var seed = First; seed < First + Seeds; seed++)
        {
            Run(seed, differences, ref asked, ref undecided);
        }

        output.WriteLine($"{asked} requests, seeds {First} to {First + Seeds - 1}, {undecided} undecided, {differences.Count} differences");
        Assert.True(differences.Count == 0, $"{differences.Count} of {asked} differ:\n" + string.Join("\n", differences.Take(12)));
        Assert.True(undecided * 200 <= asked, $"{undecided} of {asked} are undecided");
    }

    private static void Run(int seed, List<string> differences, ref int asked, ref int undecided)
    {
        var directory = Directory.CreateTempSubdirectory("gatemedic-route-").FullName;
        try
        {
            using var echo = new EchoServer();
            var random = new Random(seed);
            var files = Site(Path.Combine(directory, "site"));
            var ports = LiveNginx.FreePorts(Worlds);
            var worlds = ports.Select((port, i) => new World(i, port, echo.Port, files, random)).ToList();
            var configuration = Frame(string.Concat(worlds.Select(w => w.Configuration())), directory);
            var router = new RequestRouter(
                new MemoryFiles(configuration).Parse(),
                new RouterSettings { Prefix = directory, Version = new NginxVersion(1, 22, 1), Files = new DiskFacts(), TellsAll = false });
            if (Environment.GetEnvironmentVariable("GATEMEDIC_ROUTE_KEEP") is { } keep)
            {
                File.WriteAllText(Path.Combine(keep, $"{seed}.conf"), configuration);
            }

            using var nginx = new LiveNginx(directory, configuration, ports[^1]);
            using var client = new RawClient();
            foreach (var world in worlds)
            {
                for (var i = 0; i < RequestsEach; i++)
                {
                    var (request, bytes) = world.Request();
                    var answer = nginx.IsRunning
                        ? client.Ask(request.From!, new IPEndPoint(request.Address!, request.Port), bytes, request.Method == "HEAD")
                        : throw new InvalidOperationException($"nginx died, seed {seed}, before {request.Url} to port {request.Port}; its log ends: {File.ReadLines(Path.Combine(directory, "error.log")).TakeLast(2).Aggregate("", (a, b) => a + b)}");
                    var result = router.Route(request);
                    asked++;
                    undecided += result.Undecided.Length > 0 ? 1 : 0;
                    var (expected, seen) = (Said(result, echo.Port), Seen(answer, result));
                    if (expected != seen)
                    {
                        differences.Add(Report(seed, request, bytes, result, expected, seen));
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Frame(string worlds, string directory) => $$"""
        worker_processes 1;
        daemon off;
        master_process off;
        user root;
        pid nginx.pid;
        events { worker_connections 512; }
        http {
            access_log off;
            default_type text/plain;
            server_names_hash_bucket_size 128;
            variables_hash_max_size 4096;
            map_hash_bucket_size 128;
            server { listen unix:{{directory}}/variables; server_name ~^(?<sub>never)\.(?<tail>never)$; set $v1 ""; set $v2 ""; return 500; server_name_in_redirect off; }

        """ + worlds + "}\n";

    /// <summary>Files whose content is their own path.</summary>
    private static string Site(string root)
    {
        foreach (var file in (string[])["index.html", "a/index.html", "a/f.txt", "a/b", "dir/f.txt", "img/x-1", "img/index.html", "b/c.php", "ab/dir/index.html", "a b", "x-1/a/f.txt", "a.b", "A/index.html", "é/f.txt", "a/a/f.txt"])
        {
            var path = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, path);
        }

        return root;
    }

    private static string Said(RouteResult result, int echo)
    {
        var outcome = result.Outcome;
        if (outcome.Kind == RouteKind.Undecided)
        {
            return "undecided";
        }

        if (outcome is { Status: 444 or 499, Body: null })
        {
            return "closed";
        }

        var status = outcome.Status ?? 200;
        var where = result.Scope.Reverse().SelectMany(b => b.Children().Where(d => d is { Name: "add_header", Args: ["X-Where", ..] }).Take(1)).FirstOrDefault()?.Args[1];
        var what = Kind(result) switch
        {
            "echo" => EchoServer.Said(Latin(result.Upstream!.RequestLine!), result.Upstream.Host is { } host ? Latin(host) : null, echo),
            "to" => Latin(outcome.Target ?? ""),
            "body" => Latin(outcome.Body!),
            "file" => Latin(Path.GetFullPath(outcome.Target!)),
            _ => "",
        };
        return $"{status} {where} {Kind(result)} {what}";
    }

    private static string Seen(RawAnswer answer, RouteResult result)
    {
        if (answer.Status == 0)
        {
            return "closed";
        }

        var what = Kind(result) switch
        {
            "echo" => answer.Headers.GetValueOrDefault("x-echo"),
            "to" => answer.Headers.GetValueOrDefault("location"),
            "body" or "file" => answer.Body,
            _ => "",
        };
        return $"{answer.Status} {answer.Headers.GetValueOrDefault("x-where")} {Kind(result)} {what}";
    }

    /// <summary>What is compared besides the status and the block that answers: HEAD and some statuses have no body.</summary>
    private static string Kind(RouteResult result)
    {
        var outcome = result.Outcome;
        var hasBody = result.Request.Method != "HEAD" && outcome.Status is not (204 or 304);
        return outcome switch
        {
            { Kind: RouteKind.Proxy } => "echo",
            { Kind: RouteKind.Return, Body: not null } => hasBody ? "body" : "",
            { Kind: RouteKind.Return or RouteKind.Error, Status: >= 300 and < 400 } => "to",
            { Kind: RouteKind.Static } => hasBody && !Directory.Exists(outcome.Target) ? "file" : "",
            _ => "",
        };
    }

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Report(int seed, RouteRequest request, byte[] bytes, RouteResult result, string expected, string seen) =>
        $"seed {seed}: {Encoding.Latin1.GetString(bytes).Replace("\r\n", "\\n", StringComparison.Ordinal)} to {request.Address}:{request.Port} from {request.From}\n  route: {expected}\n  nginx: {seen}\n  way:   "
        + string.Join("\n         ", result.Steps.Select(s => $"{s.Kind}: {s.Text} ({s.Directive?.Line})"));
}
