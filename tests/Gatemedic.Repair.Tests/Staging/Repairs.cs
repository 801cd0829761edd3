using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Repair.Tests;

/// <summary>Repairs of a <see cref="World"/>, and an engine that carries them out.</summary>
internal static class Repairs
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly LoadOperation Load = new(HostCommand.Of("nginx", "-t"), HostCommand.Of("nginx", "reload"), PretendHost.Master);

    /// <summary>Two files of nginx's configuration, one of them behind a link; nginx loads them.</summary>
    public static RepairPlan Configuration(World world, string port = "8002") => Plan(
        world,
        [Edit(world, "etc/real/shop", System.Text.RegularExpressions.Regex.Match(world.Content("etc/real/shop"), ":[0-9]+").Value, ":" + port), Edit(world, "etc/nginx.conf", "64", "640")],
        [],
        Load);

    /// <summary>A setting, two new files in a new directory, and each kind of step.</summary>
    public static RepairPlan Host(World world) => Plan(
        world,
        [
            Edit(world, "etc/pool.d/www.conf", "= 5", "= 50"),
            Made(world, "etc/shop.service.d", "limit.conf", "[Service]\nLimitNOFILE=65536\n"),
            Made(world, "etc/shop.service.d", "restart.conf", "[Service]\nRestart=always\n"),
        ],
        [
            new Step(StepKind.Set, "net.core.somaxconn", HostCommand.Of("sysctl", "net.core.somaxconn", "4096"), HostCommand.Of("sysctl", "net.core.somaxconn", "128")),
            new Step(StepKind.Reload, "php-fpm", HostCommand.Of("reread", "php-fpm", "etc/pool.d/www.conf"), HostCommand.Of("reread", "php-fpm", "etc/pool.d/www.conf")),
            new Step(StepKind.Restart, "queue.service", HostCommand.Of("restart", "queue.service")),
            new Step(StepKind.Start, "shop.service", HostCommand.Of("start", "shop.service"), HostCommand.Of("stop", "shop.service")),
        ],
        null);

    /// <summary>Both at once.</summary>
    public static RepairPlan Everything(World world)
    {
        var (configuration, host) = (Configuration(world), Host(world));
        return configuration with { Files = [.. configuration.Files, .. host.Files], Remedy = host.Remedy };
    }

    /// <summary>By its name, for a process of its own.</summary>
    public static RepairPlan Named(string name, World world) => name switch
    {
        nameof(Configuration) => Configuration(world),
        nameof(Host) => Host(world),
        _ => Everything(world),
    };

    public static RepairPlan Plan(World world, ImmutableArray<PlannedFile> files, ImmutableArray<Step> steps, LoadOperation? load)
    {
        var remedy = new Remedy { Id = "mend", Title = "mend it", Steps = steps, Risk = Risk.Low, Verify = "ask", Undo = "take it back" };
        return new RepairPlan
        {
            Finding = new Finding
            {
                Cause = "wrong-port",
                Confidence = 1,
                Severity = Severity.Critical,
                Title = "the port is wrong",
                Explanation = "",
                Targets = [],
                Instance = new NginxInstance { Id = "nginx", Version = Section.Blind<string>("version", "pretended"), Configuration = Section.Blind<ConfigSnapshot>("configuration", "pretended") },
                Evidence = [new Evidence(EvidenceKind.Socket, "nothing listens there", "ss -ltn", 1)],
                RuledOut = [],
                Remedies = [remedy],
            },
            Remedy = remedy,
            Files = files,
            Load = load,
            Failing = [new Replay("http://shop/", new ProbePeer(new PeerAddress("127.0.0.1", 80), Protocol.Http, new ProbeRequest("shop", "/")), $"{world.At("etc/real/shop")}:1")],
        };
    }

    public static PlannedFile Edit(World world, string name, string old, string @new)
    {
        var before = File.ReadAllText(world.At(name));
        return new PlannedFile(world.At(name), world.At(name), Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(before.Replace(old, @new, StringComparison.Ordinal)), "");
    }

    public static PlannedFile Made(World world, string folder, string name, string text) =>
        new(world.At($"{folder}/{name}"), world.At($"{folder}/{name}"), null, Encoding.UTF8.GetBytes(text), "", world.At(folder));

    public static RepairStore Store(World world) => new(world.Store, new HurriedTime(Noon));

    public static RepairEngine Engine(World world, IRepairHost? host = null) =>
        new(Store(world), host ?? new PretendHost(world), new HurriedTime(Noon), new Progress<string>());

    public static async Task<RepairOutcome> ApplyAsync(World world, RepairPlan plan, IRepairHost? host = null)
    {
        using var held = Store(world).Lock();
        return await Engine(world, host).ApplyAsync(plan, default);
    }

    public static async Task<ImmutableArray<RepairOutcome>> RecoverAsync(World world, IRepairHost? host = null)
    {
        using var held = Store(world).Lock();
        return await Engine(world, host).RecoverAsync();
    }

    public static async Task<RepairOutcome> UndoAsync(World world, string id, IRepairHost? host = null)
    {
        using var held = Store(world).Lock();
        return await Engine(world, host).UndoAsync(Store(world).All().Single(j => j.Record.Id == id));
    }
}
