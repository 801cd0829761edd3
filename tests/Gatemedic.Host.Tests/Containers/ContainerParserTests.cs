using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

/// <summary>What Docker 20.10 prints of a container, shortened to what is read, and what it must never be confused by.</summary>
public sealed class ContainerParserTests
{
    private const string Id = "67366362e856bc5d7ffe44b84524f56999860003be0c07643c227e906d768303";

    private static readonly string Running = """
        {"Id":"ID","Created":"2026-11-27T03:42:42.1Z","Path":"node","Args":["/srv/shop/server.js","--token","s3cret"],
        "State":{"Status":"running","Running":true,"OOMKilled":false,"Dead":false,"Pid":4711,"ExitCode":0,"Error":"","StartedAt":"2026-11-27T03:42:42.5Z","FinishedAt":"0001-01-01T00:00:00Z","Health":{"Status":"healthy"}},
        "Name":"/shop-app-1","RestartCount":2,
        "HostConfig":{"NetworkMode":"shop","PortBindings":{"3000/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}]},"RestartPolicy":{"Name":"always","MaximumRetryCount":0},"Memory":33554432},
        "Config":{"Image":"lab","ExposedPorts":{"3000/tcp":{},"53/udp":{}},"Labels":{"com.docker.compose.project":"shop","com.docker.compose.service":"app"}},
        "NetworkSettings":{"Ports":{"3000/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}],"53/udp":null},
        "Networks":{"shop":{"Aliases":["app","67366362e856"],"IPAddress":"172.18.0.2","Gateway":"172.18.0.1","GlobalIPv6Address":""}}}}
        """.Replace("ID", Id, StringComparison.Ordinal);

    [Fact]
    public void Reads_a_running_container()
    {
        var container = ContainerParser.Inspect(Bytes(Running))!;
        Assert.Equal(("shop-app-1", "lab", "running", 4711, 2, "always", "healthy", 33554432L), (container.Name, container.Image, container.State, container.Pid, container.Restarts, container.RestartPolicy, container.Health, container.MemoryLimit));
        Assert.Equal(("shop", "app", "node /srv/shop/server.js --token ***"), (container.Project, container.Service, container.Command));
        Assert.Equal((new DateTimeOffset(2026, 11, 27, 3, 42, 42, 500, TimeSpan.Zero), (DateTimeOffset?)null), (container.StartedAt!.Value, container.FinishedAt));
        Assert.Equal(new PublishedPort("127.0.0.1", 8080, 3000), Assert.Single(container.Published));
        Assert.Equal(3000, Assert.Single(container.ExposedPorts));
        var network = Assert.Single(container.Networks);
        Assert.Equal(("shop", "172.18.0.2", "172.18.0.1", "app 67366362e856"), (network.Name, network.Address, network.Gateway, string.Join(' ', network.Aliases)));
    }

    [Fact]
    public void Of_one_that_has_ended_reads_how_and_what_will_be_published()
    {
        var text = Running.Replace("\"Status\":\"running\"", "\"Status\":\"exited\"", StringComparison.Ordinal).Replace("\"OOMKilled\":false", "\"OOMKilled\":true", StringComparison.Ordinal)
            .Replace("\"ExitCode\":0", "\"ExitCode\":137", StringComparison.Ordinal).Replace("0001-01-01T00:00:00Z", "2026-11-27T03:50:00Z", StringComparison.Ordinal)
            .Replace("\"Ports\":{\"3000/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8080\"}],\"53/udp\":null}", "\"Ports\":{}", StringComparison.Ordinal);
        var container = ContainerParser.Inspect(Bytes(text))!;
        Assert.Equal(("exited", 137, true, 3), (container.State, container.ExitCode, container.OomKilled, container.FinishedAt!.Value.Hour));
        Assert.Equal(new PublishedPort("127.0.0.1", 8080, 3000), Assert.Single(container.Published));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Id\":\"../../etc\"}")]
    [InlineData("{\"Id\":7,\"State\":[]}")]
    public void What_is_no_container_is_none(string text) => Assert.Null(ContainerParser.Inspect(Bytes(text)));

    [Theory]
    [InlineData("\"Name\":\"/shop-app-1\"", "\"Name\":\"\\ud800\"")]
    [InlineData("\"Networks\":{\"shop\":{", "\"Networks\":{\"shop\":7,\"x\":{")]
    [InlineData("\"Pid\":4711", "\"Pid\":1e99")]
    [InlineData("\"Args\":[", "\"Args\":[null,")]
    public void Odd_values_read_as_nothing(string plain, string odd) =>
        Assert.Equal(Id, ContainerParser.Inspect(Bytes(Running.Replace(plain, odd, StringComparison.Ordinal)))?.Id);

    [Fact]
    public void Reads_the_list_without_what_has_no_id() =>
        Assert.Equal(["shop running"], ContainerParser.List(Bytes($"[{{\"Id\":\"{Id}\",\"Names\":[\"/shop\"],\"State\":\"running\"}},{{}},7]")).Select(c => $"{c.Name} {c.State}"));

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
