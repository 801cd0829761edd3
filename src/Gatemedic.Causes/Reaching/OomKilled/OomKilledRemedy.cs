using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Starts what was killed, gives it more memory where a limit is what it met, or has it use less.</summary>
internal static class OomKilledRemedy
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Kill kill)
    {
        var remedies = ImmutableArray.CreateBuilder<Remedy>();
        if (kill.Kept is { IsDown: true } down)
        {
            remedies.Add(new Remedy
            {
                Id = "start-service",
                Title = $"Start {down.Name} again: that lasts until memory runs out the next time",
                Commands = down.StartCommands,
                Steps = down.StartSteps,
                Risk = Risk.Low,
                Automatic = down.Tie.Weight >= Weigh.Strong,
                Verify = target.Address.IsUnix ? $"ss -lx src {target.Address.Path} shows a listener" : $"ss -ltn 'sport = :{target.Address.Port}' shows a listener",
                Undo = down.StopCommand,
            });
        }

        if (kill.Limit is { } limit)
        {
            var unit = kill.Kept is { Name: var name } && name.EndsWith(".service", StringComparison.Ordinal) ? name : Unit(target);
            var bound = new MemoryBound(unit ?? "", "MemoryMax", limit);
            remedies.Add(new Remedy
            {
                Id = "raise-memory-limit",
                Title = string.Create(CultureInfo.InvariantCulture, $"Let it use more than {limit / Mebibyte:0.#} MiB, if it needs that for its work"),
                HostFiles = unit is not null ? [bound.Lasting] : [],
                Steps = unit is not null ? bound.Raise : [],
                // How much swap a container may use beside its memory was not seen, so that a program could not put it back.
                Commands = unit is not null ? bound.Commands
                    : kill.Kept is { Kind: EvidenceKind.Container } container ? [$"docker update --memory {bound.Doubled} --memory-swap {bound.Doubled} {container.Name.Quoted()}"] : [],
                Risk = Risk.Medium,
                Verify = "the failing request answers without a gateway error, and dmesg tells of no further kill",
                Undo = unit is not null ? $"remove {bound.Lasting.File}, systemctl daemon-reload, {bound.Back}" : "set the old limit again",
            });
        }

        remedies.Add(new Remedy
        {
            Id = "use-less-memory",
            Title = "Find what uses so much: a leak, a request that loads too much at once, more workers than the memory carries",
            Commands = ["ps -eo pid,user,rss,args --sort=-rss | head -n 15", "dmesg -T | grep -iE 'oom|killed process' | tail -n 20"],
            Risk = Risk.None,
            Verify = "memory in use stays below its limit for as long as the service usually runs",
            Undo = "nothing to undo: the commands only look",
        });
        return remedies.ToImmutable();
    }

    private static string? Unit(Target target) =>
        target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().Select(o => o.Service()).FirstOrDefault(u => u is not null);
}
