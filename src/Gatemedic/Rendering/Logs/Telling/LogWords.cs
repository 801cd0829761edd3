using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>What figures of a picture mean, in words that every format shares.</summary>
internal static class LogWords
{
    private const int LongestName = 90;

    /// <summary>"very likely".</summary>
    public static string Likely(double confidence) => confidence switch
    {
        >= 0.95 => "almost certain",
        >= 0.8 => "very likely",
        >= 0.6 => "likely",
        >= 0.35 => "possible",
        _ => "a guess",
    };

    /// <summary>"in 3 bursts, the fiercest of 812 from 14:12:03 to 14:14:10".</summary>
    public static string Rhythm(ReasonPicture reason, LogClock clock)
    {
        var bursts = reason.Rhythm.Bursts;
        var gap = reason.Count > 1 ? (reason.Last - reason.First).TotalSeconds / (reason.Count - 1) : 0;
        return reason.Rhythm.Kind switch
        {
            "once" => reason.Count <= 1 ? "once" : $"{Figures.Count(reason.Count)} at once",
            "burst" when !bursts.IsEmpty => $"in one burst from {clock.Range(bursts[0].From, bursts[0].To)}",
            "burst" => "in one burst",
            "bursts" when !bursts.IsEmpty => $"in {(bursts.Length < 5 ? bursts.Length : "5 or more")} bursts, the fiercest of {Figures.Count(bursts[0].Count)} from {clock.Range(bursts[0].From, bursts[0].To)}",
            "bursts" => "in bursts",
            "steady" when gap > 0 => $"steadily, every {Figures.Seconds(gap)} on average",
            _ => "steadily",
        };
    }

    /// <summary>"502 1,834, 504 12 and 2 more".</summary>
    public static string Counts(ImmutableArray<Counted> counts, int most = 4) => string.Join(", ", counts.Take(most).Select(c => $"{Short(c.Text)} {Figures.Count(c.Count)}"))
        + (counts.Length > most ? $" and {counts.Length - most} more" : "");

    /// <summary>"502"; "502 1,602, 504 3" where there are several; empty where it is not known.</summary>
    public static string Statuses(ReasonPicture reason) => reason.Statuses switch
    {
        [] => reason.Reason.Status == "-" ? "" : $"leads to {reason.Reason.Status}",
        [var only] => $"answered {Short(only.Text)}",
        var several => $"answered {Counts(several)}",
    };

    /// <summary>"peer 127.0.0.1:3000; routes shop/a 12, shop/b 3". The server is told where the route does not tell it.</summary>
    public static string Places(ReasonPicture reason, int most) => string.Join("; ", new[]
    {
        Place("peer", reason.Peers, reason.Count, most),
        reason.Servers.Length > 1 || reason.Routes.IsEmpty ? Place("server", reason.Servers, reason.Count, most) : "",
        Place("route", reason.Routes, reason.Count, most),
    }.Where(p => p.Length > 0));

    /// <summary>"1,204 requests", "12 tries".</summary>
    public static string Many(ReasonPicture reason) => reason.CountsRequests ? Figures.Count(reason.Count, "request", "requests") : Figures.Count(reason.Count, "try", "tries");

    /// <summary>"for 12 of them another reason fits as well"; null when none is in doubt.</summary>
    public static string? Doubt(ReasonPicture reason) => reason.Ambiguous <= 0 ? null
        : reason.Ambiguous >= reason.Count ? "for all of them another reason fits as well"
        : $"for {Figures.Count(reason.Ambiguous)} of them ({Figures.Percent(reason.Ambiguous, reason.Count)}) another reason fits as well";

    /// <summary>"http://127.0.0.1:3000: 72 % of the failed tries"; null where no peer is known to fail.</summary>
    public static string? WorstPeer(LogPicture picture) => picture.Peers switch
    {
        [{ Failures: > 0 } peer, ..] => $"{Peer(peer)}: {Figures.Percent(peer.Failures, picture.Peers.Sum(p => p.Failures))} of the failed tries",
        [{ Errors: > 0 } named, ..] => $"{Peer(named)}: {Figures.Percent(named.Errors, picture.Peers.Sum(p => p.Errors))} of the error lines that name a peer",
        _ => null,
    };

    /// <summary>"http://127.0.0.1:3000".</summary>
    public static string Peer(PeerPicture peer) => peer.Scheme is { } scheme ? $"{scheme}://{peer.Address}" : peer.Address;

    /// <summary>"shop.example/api/*".</summary>
    public static string Route(RoutePicture route) => route.Host + route.Path;

    /// <summary>"1,204", or "at most 1,204, at least 1,180" where it is an estimate.</summary>
    public static string Failures(RoutePicture route) => route.Error > 0 ? $"{Figures.Count(Math.Max(0, route.Failures - route.Error))}-{Figures.Count(route.Failures)}" : Figures.Count(route.Failures);

    /// <summary>"nginx's error log".</summary>
    public static string Dialect(LogDialect dialect) => dialect switch
    {
        LogDialect.NginxError => "error log",
        LogDialect.NginxAccess => "access log",
        _ => "mixed",
    };

    /// <summary>Bursts of all reasons, brought together where they overlap, in the order of time; the fiercest at most so many.</summary>
    public static List<Burst> Bursts(LogPicture picture, int most)
    {
        var together = new List<Burst>();
        foreach (var burst in picture.Reasons.SelectMany(r => r.Rhythm.Bursts).OrderBy(b => b.From))
        {
            if (together.Count > 0 && burst.From <= together[^1].To)
            {
                var before = together[^1];
                together[^1] = new Burst(before.From, burst.To > before.To ? burst.To : before.To, before.Count + burst.Count);
            }
            else
            {
                together.Add(burst);
            }
        }

        return [.. together.OrderByDescending(b => b.Count).Take(most).OrderBy(b => b.From)];
    }

    /// <summary>A name that is one of several in a sentence may not fill the page.</summary>
    private static string Short(string text) => CellText.CutMiddle(text, LongestName, "...");

    private static string Place(string what, ImmutableArray<Counted> counts, long all, int most) => counts switch
    {
        [] => "",
        [var only] when only.Count == all => $"{what} {Short(only.Text)}",
        _ => $"{what}s {Counts(counts, most)}",
    };
}
