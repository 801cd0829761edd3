using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A name that one address family reaches and the other does not.</summary>
/// <param name="Deaf">The addresses nginx has for the name that take no connection.</param>
/// <param name="Live">The address of the other family that does.</param>
/// <param name="HasBoth">nginx has the living address too, so that failures alternate with answers.</param>
/// <param name="IsProven">The living address was seen taking a connection or listening; otherwise only the log is silent about it.</param>
public sealed record FamilyGap(ImmutableArray<PeerAddress> Deaf, PeerAddress Live, bool HasBoth, bool IsProven);

/// <summary>Finds the family gap of a target.</summary>
public static class FamilyGaps
{
    // Refused, and what connect() says where IPv6 is switched off: EAFNOSUPPORT, EADDRNOTAVAIL, ENETUNREACH.
    private static readonly int[] DeafErrors = [111, 97, 99, 101];

    /// <summary>The gap, or null: for a literal address there is none.</summary>
    public static FamilyGap? FamilyGapOf(this Target target)
    {
        if (target.Address.IsUnix || target.Address.IsLiteral || target.Endpoints.IsEmpty)
        {
            return null;
        }

        return target.Probes.IsEmpty ? FromLog(target) : FromProbes(target);
    }

    /// <summary>IPv6 rather than IPv4.</summary>
    public static bool IsIPv6(this PeerAddress endpoint) =>
        IPAddress.TryParse(endpoint.Host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>The newest current line that says that connecting to this endpoint failed in such a way, or null.</summary>
    public static ErrorGroup? DeafInLog(this Target target, PeerAddress endpoint) =>
        target.Current.FirstOrDefault(g => g.Peer == endpoint.ToString() && g.Action == "connecting to upstream" && g.Errno is { } errno && DeafErrors.Contains(errno));

    private static FamilyGap? FromProbes(Target target)
    {
        var deaf = target.Probes.Where(p => !p.Result.Connected && DeafErrors.Contains(p.Result.Errno)).Select(p => p.Endpoint).ToImmutableArray();
        if (deaf.IsEmpty || deaf.Any(d => d.IsIPv6() != deaf[0].IsIPv6()))
        {
            return null;
        }

        if (target.Probes.FirstOrDefault(p => p.Result.Connected) is { } living)
        {
            return living.Endpoint.IsIPv6() != deaf[0].IsIPv6() ? new FamilyGap(deaf, living.Endpoint, true, true) : null;
        }

        // The name has one family only, and the application listens on the other one's loopback.
        return deaf.Length == target.Endpoints.Length && deaf.All(d => IPAddress.IsLoopback(IPAddress.Parse(d.Host)))
            && target.SamePortElsewhere().FirstOrDefault(r => r.Endpoint.IsIPv6() != deaf[0].IsIPv6() && IPAddress.IsLoopback(IPAddress.Parse(r.Endpoint.Host))) is { } other
            ? new FamilyGap(deaf, other.Endpoint, false, true)
            : null;
    }

    private static FamilyGap? FromLog(Target target)
    {
        var deaf = target.Endpoints.Where(e => target.DeafInLog(e) is not null).ToImmutableArray();
        if (deaf.IsEmpty || deaf.Any(d => d.IsIPv6() != deaf[0].IsIPv6())
            || target.Endpoints.FirstOrDefault(e => e.IsIPv6() != deaf[0].IsIPv6()) is not { } silent)
        {
            return null;
        }

        // Where only ::1 fails there is a 127.0.0.1 beside it; where only 127.0.0.1 fails, the name may have no other address.
        var isProven = target.HasAnswered(silent);
        return isProven || deaf[0].IsIPv6() || target.Scene.Resolved(target.Instance, target.Address.Host) is not null
            ? new FamilyGap(deaf, silent, true, isProven)
            : null;
    }
}
