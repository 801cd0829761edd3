using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>Takes the signs out of a picture of logs.</summary>
internal static class SignReader
{
    internal static ImmutableArray<Sign> Read(LogPicture picture)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>();
        signs.AddRange(picture.Errors.Select(e => Read(e.Group)));
        signs.AddRange(picture.Witnesses.SelectMany(Read));
        // What the error log says is finer than what was made of it; of an upstream's own answer it says nothing.
        signs.AddRange(picture.Reasons.Where(r => picture.Errors.IsEmpty || PointingTable.IsSilent(r.Reason.Id)).Select(Read));
        if (picture.Errors.IsEmpty && picture.Reasons.IsEmpty)
        {
            signs.AddRange(picture.Statuses.Select(Read));
        }
        return signs.ToImmutable();
    }

    /// <summary>The sign of one record of nginx's error log.</summary>
    internal static Sign Read(ErrorEvent error)
    {
        var (scheme, peer) = Split(error.Upstream);
        return new Sign
        {
            Signature = error.Signature,
            IsFailure = true,
            Errno = error.Errno,
            Action = error.Action,
            Scheme = scheme,
            Peer = peer,
            Fields = error.Fields,
            Count = 1,
            First = error.Time,
            Last = error.Time,
        };
    }

    // http://127.0.0.1:3000/x, fastcgi://unix:/run/p.sock:, http://unix:/run/a.sock:/x
    private static (string? Scheme, string? Peer) Split(string? upstream)
    {
        if (upstream?.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var mark))
        {
            return (null, upstream);
        }
        string peer = upstream[(mark + 3)..];
        int end = peer.StartsWith("unix:", StringComparison.Ordinal) ? peer.IndexOf(':', "unix:".Length) : peer.AsSpan().IndexOfAny('/', '?');
        return (upstream[..mark], end < 0 ? peer : peer[..end]);
    }

    /// <summary>The sign of one record of another program.</summary>
    internal static Sign Read(WitnessEvent witness) => new()
    {
        Signature = witness.Signature,
        IsFailure = false,
        Errno = witness.Fields.TryGetValue("errno", out string? errno) && int.TryParse(errno, CultureInfo.InvariantCulture, out int number) ? number : null,
        Unit = witness.Unit,
        Fields = witness.Fields,
        Count = 1,
        First = witness.Time,
        Last = witness.Time,
        Quotes = [new LogQuote(witness.Source, witness.Line)],
    };

    private static Sign Read(ErrorGroup group) => new()
    {
        Signature = group.Signature,
        IsFailure = true,
        Errno = group.Errno,
        Action = group.Action,
        Scheme = group.Scheme,
        Peer = group.Peer,
        Fields = group.Fields,
        Count = group.Count,
        First = group.First,
        Last = group.Last,
        Quotes = [.. group.Samples.Select(s => new LogQuote(s.Source, s.Line))],
    };

    // One group can hold several signals or exit codes: its samples tell which.
    private static IEnumerable<Sign> Read(WitnessGroup group) => group.Samples.GroupBy(s => PointingTable.Find(Read(s))).Select(g => Read(g.First()) with
    {
        Count = g.Count() == group.Samples.Length ? group.Count : g.Count(),
        First = group.First,
        Last = group.Last,
        Quotes = [.. g.Select(s => new LogQuote(s.Source, s.Line))],
    });

    private static Sign Read(StatusPicture status) => new()
    {
        Signature = $"status-{status.Status}",
        IsFailure = true,
        Count = status.Count,
        First = status.First,
        Last = status.Last,
    };

    private static Sign Read(ReasonPicture reason) => new()
    {
        Signature = reason.Reason.Id,
        IsFailure = true,
        Peer = reason.Peers is [var first, ..] ? first.Text : null,
        Count = reason.Count,
        First = reason.First,
        Last = reason.Last,
        Quotes = reason.Quotes,
    };
}
