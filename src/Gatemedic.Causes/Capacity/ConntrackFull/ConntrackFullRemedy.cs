using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Makes the table larger, and finds what fills it.</summary>
internal static class ConntrackFullRemedy
{
    private const long UsualLimit = 262_144;
    private const string Key = "net.netfilter.nf_conntrack_max";

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(NetworkSpace? space)
    {
        var limit = space?.TrackedLimit ?? UsualLimit;
        var wanted = (2 * limit).ToString(CultureInfo.InvariantCulture);
        // The table is one for all network namespaces, and its size is set in the host's.
        var steps = Steps.Sysctl(Key, wanted, space?.TrackedLimit?.ToString(CultureInfo.InvariantCulture));
        return
        [
            new Remedy
            {
                Id = "enlarge-table",
                Title = $"Make room for {wanted} connections (about {2 * limit * 320 / 1_000_000 + 1} MB of kernel memory when full)",
                Commands = [$"sysctl -w {Key}={wanted}"],
                Steps = steps,
                Risk = Risk.Low,
                Automatic = true,
                Verify = "nf_conntrack_count stays below nf_conntrack_max, and the failing request answers",
                Undo = $"sysctl -w {Key}={limit.ToString(CultureInfo.InvariantCulture)}",
            },
            new Remedy
            {
                Id = "find-what-fills-it",
                Title = "Find out whose connections fill it, and let idle ones go sooner",
                Commands =
                [
                    "conntrack -L -o extended | awk '{print $4, $7}' | sort | uniq -c | sort -rn | head",
                    "sysctl net.netfilter.nf_conntrack_tcp_timeout_established net.netfilter.nf_conntrack_tcp_timeout_time_wait",
                ],
                Risk = Risk.None,
                Verify = "the count falls",
                Undo = "nothing was changed: the commands only look",
            },
        ];
    }
}
