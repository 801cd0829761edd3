using System.Diagnostics;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>Probes from a network namespace other than ours; needs root, which a test run may not have.</summary>
public sealed class NetworkNamespaceTests
{
    [RootFact]
    public async Task Speaks_from_inside_the_namespace()
    {
        var address = new PeerAddress("127.0.0.1", ServerProcess.FreePort());
        using var inhabitant = await Inhabitant.StartAsync($"""
            ip link set lo up
            exec node -e "require('http').createServer((q, r) => r.end('in')).listen({address.Port}, '127.0.0.1', () => console.log('ready'))"
            """);

        var inside = await Asking.ProbeAsync(address, Protocol.Http, netNs: inhabitant.NetNs);
        var outside = await Asking.ProbeAsync(address, Protocol.Http);

        Assert.Equal((ProbeOutcome.Answered, ProbeOutcome.Refused), (inside.Outcome, outside.Outcome));
    }

    [RootFact]
    public async Task A_unix_socket_lies_below_the_root_of_the_nginx_that_names_it()
    {
        var directory = Directory.CreateTempSubdirectory("gatemedic-root-");
        using var inhabitant = await Inhabitant.StartAsync("echo ready; exec cat");
        using var server = RawServer.OnUnix(Path.Combine(directory.FullName, "app.sock"), RawServer.Hello);

        var question = new ProbePeer(new PeerAddress("", 0, "/app.sock"), Protocol.Http, new ProbeRequest("localhost"), inhabitant.NetNs, Root: directory.FullName);
        var answer = Assert.Single(await Asking.AnswersAsync([question]));

        Assert.Equal((question, 200), (answer.Question, answer.Result.Seen?.Status));
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_absolute_link_below_a_root_stays_below_it()
    {
        var directory = Directory.CreateTempSubdirectory("gatemedic-root-");
        directory.CreateSubdirectory("run");
        File.CreateSymbolicLink(Path.Combine(directory.FullName, "var-run"), "/run");
        using var server = RawServer.OnUnix(Path.Combine(directory.FullName, "run", "app.sock"), RawServer.Hello);

        var question = new ProbePeer(new PeerAddress("", 0, "/var-run/app.sock"), Protocol.Http, new ProbeRequest("localhost"), Root: directory.FullName);

        Assert.Equal(200, Assert.Single(await Asking.AnswersAsync([question])).Result.Seen?.Status);
        directory.Delete(recursive: true);
    }

    [RootFact]
    public async Task A_network_without_a_route_is_unreachable()
    {
        using var inhabitant = await Inhabitant.StartAsync("echo ready; exec cat");

        var result = await Asking.ProbeAsync(new PeerAddress("192.0.2.1", 80), Protocol.Http, netNs: inhabitant.NetNs);

        Assert.Equal(
            (ProbeOutcome.Unreachable, 101, "connect: network is unreachable (101)"), (result.Outcome, result.Errno, result.Text));
    }

    [RootFact]
    public async Task Tells_routes_that_prohibit_from_routes_that_lead_nowhere()
    {
        using var inhabitant = await Inhabitant.StartAsync(
            "ip link set lo up; ip route add prohibit 192.0.2.0/24; ip route add unreachable 198.51.100.0/24; echo ready; exec cat");

        var prohibited = await Asking.ProbeAsync(new PeerAddress("192.0.2.1", 80), Protocol.Http, netNs: inhabitant.NetNs);
        var unreachable = await Asking.ProbeAsync(new PeerAddress("198.51.100.1", 80), Protocol.Http, netNs: inhabitant.NetNs);

        Assert.Equal((ProbeOutcome.PermissionDenied, 13), (prohibited.Outcome, prohibited.Errno));
        Assert.Equal((ProbeOutcome.Unreachable, 113, "connect: no route to host (113)"), (unreachable.Outcome, unreachable.Errno, unreachable.Text));
    }

    [Fact]
    public async Task A_namespace_that_cannot_be_found_is_a_blind_spot()
    {
        var question = new ProbePeer(new PeerAddress("127.0.0.1", 80), Protocol.Http, new ProbeRequest("localhost"), "net:[1]");

        var answer = Assert.Single(await Asking.AnswersAsync([question]));

        Assert.Equal(
            new Blindness(
                "peer 127.0.0.1:80",
                "it must be asked from the network namespace net:[1]: no process in the network namespace net:[1] can be seen",
                "run as root"),
            answer.Blind);
    }

    /// <summary>A process that lives in a network namespace of its own.</summary>
    private sealed class Inhabitant(Process process) : IDisposable
    {
        public string NetNs => File.ResolveLinkTarget($"/proc/{process.Id}/ns/net", returnFinalTarget: false)!.Name;

        public static async Task<Inhabitant> StartAsync(string script)
        {
            var process = Process.Start(new ProcessStartInfo("unshare", ["--net", "sh", "-c", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
            return new Inhabitant(process);
        }

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}

/// <summary>A test that only root can run.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.UserName == "root" ? null : "needs root";
}
