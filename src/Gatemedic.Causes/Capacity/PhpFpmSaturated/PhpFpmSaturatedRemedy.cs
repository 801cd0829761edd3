using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a pool whose children are all busy: more children as far as memory goes, and shorter requests.</summary>
internal static class PhpFpmSaturatedRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, PoolLoad load)
    {
        var plan = ChildrenPlan.Of(target.Scene, load);
        return plan is { HasRoom: false } ? [Shorten(target, load), Raise(target, load, plan)] : [Raise(target, load, plan), Shorten(target, load)];
    }

    /// <summary>Where the pool's configuration was not seen.</summary>
    public static ImmutableArray<Remedy> ForUnknownPool(Target target) =>
    [
        new Remedy
        {
            Id = "find-pool",
            Title = $"Find the pool that listens on {target.Address} and see how many children it may have and has",
            Commands = [$"grep -rn -e pm.max_children -e '^listen =' /etc/php /etc/php-fpm.d 2>/dev/null", "ps -o pid,rss,etime,args -C php-fpm8.2,php-fpm"],
            Risk = Risk.None,
            Verify = "the number of children is below pm.max_children",
            Undo = "nothing was changed",
        },
    ];

    private static Remedy Raise(Target target, PoolLoad load, ChildrenPlan? plan)
    {
        // No other pm.* has to follow: none of the spare and start numbers may be more than this one, which only grows.
        var setting = load.Pool.Setting("pm.max_children");
        var wanted = plan is { HasRoom: true } ? plan.Wanted.ToString(CultureInfo.InvariantCulture) : "NUMBER";
        return new Remedy
        {
            Id = "raise-max-children",
            Title = plan switch
            {
                { HasRoom: true } => $"Let pool {load.Pool.Name} have {wanted} children: {plan.Text}",
                { } => $"There is no memory for more children of pool {load.Pool.Name} ({plan.Text}): give the host more, or make each smaller",
                null => $"Let pool {load.Pool.Name} have more children, after measuring what each takes and what is available",
            },
            Commands = plan switch
            {
                { HasRoom: true } =>
                [
                    setting is { File: var file, Line: var line }
                        ? $"sed -i '{line}s/.*/pm.max_children = {wanted}/' {file.Quoted()}"
                        : $"sed -i '{load.Pool.Line}a pm.max_children = {wanted}' {load.Pool.File.Quoted()}",
                    Steps.ReadPools(target.Scene, load.Pool).Run.ToString(),
                ],
                _ => [$"ps -o pid,rss,etime,args --ppid {load.Pool.MasterPid}", "free -m"],
            },
            HostFiles = plan is { HasRoom: true } && IsHere(target, load) ? [load.Pool.Set("pm.max_children", wanted)] : [],
            Steps = plan is { HasRoom: true } && IsHere(target, load) ? [Steps.ReadPools(target.Scene, load.Pool)] : [],
            Risk = Risk.Medium,
            Automatic = plan is { HasRoom: true },
            Verify = "the failing request is answered, and ss -lntx shows no waiting connections on its socket",
            Undo = $"set pm.max_children = {load.Limit} again and reload PHP-FPM",
        };
    }

    private static Remedy Shorten(Target target, PoolLoad load)
    {
        var log = $"/var/log/php-slow-{load.Pool.MasterPid}.log";
        return new Remedy
        {
            Id = "find-slow-scripts",
            Title = load.Pool.Setting("request_terminate_timeout") is null
                ? "Find what the scripts wait for, and bound them (request_terminate_timeout): one that hangs keeps its child for ever"
                : "Find what the scripts wait for",
            Commands =
            [
                $"sed -i '{load.Pool.Line}a slowlog = {log}\\nrequest_slowlog_timeout = 3s' {load.Pool.File.Quoted()}",
                Steps.ReadPools(target.Scene, load.Pool).Run.ToString(),
                $"tail -F {log}",
            ],
            HostFiles = IsHere(target, load) ? [load.Pool.Set("slowlog", log), load.Pool.Set("request_slowlog_timeout", "3s")] : [],
            Steps = IsHere(target, load) ? [Steps.ReadPools(target.Scene, load.Pool)] : [],
            Risk = Risk.Medium,
            Verify = "the slow log names the scripts and the calls in which they wait",
            Undo = "take the two lines out again and reload PHP-FPM",
        };
    }

    /// <summary>Its files are those of this host.</summary>
    private static bool IsHere(Target target, PoolLoad load) => target.Scene.Process(load.Pool.MasterPid) is { Container: null };
}
