using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>What to do about a connection that the peer ended: look at its side of the same second.</summary>
internal static class UpstreamResetRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, ImmutableArray<ErrorGroup> groups) =>
    [
        new Remedy
        {
            Id = "look-at-application",
            Title = groups.IsEmpty ? "Look at what the application says when it is asked" : $"Look at what the application wrote at {groups[0].Last.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}",
            Commands = [.. Logs(target, groups).Distinct(), .. target.AskDirectly(FailingRoutes.PathsOf(groups, 1).FirstOrDefault("/"), "-v -s -o /dev/null --max-time 10")],
            Risk = Risk.None,
            Verify = "the failing request is answered without a gateway error",
            Undo = "nothing was changed",
        },
    ];

    private static IEnumerable<string> Logs(Target target, ImmutableArray<ErrorGroup> groups)
    {
        var since = groups.IsEmpty ? "-15min" : groups[0].Last.AddSeconds(-10).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        foreach (var owner in target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>())
        {
            if (owner.Container is { } container)
            {
                yield return $"docker logs --tail 50 {container.ShortId()}";
            }
            else if (owner.Unit is { } unit)
            {
                yield return $"journalctl -u {unit.Quoted()} --since '{since}' --no-pager";
            }
            else
            {
                yield return $"ls -l /proc/{owner.Pid}/fd/1 /proc/{owner.Pid}/fd/2";
            }
        }
    }
}
