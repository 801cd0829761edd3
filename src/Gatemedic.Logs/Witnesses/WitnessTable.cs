using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Counts witness events by program, unit and signature. Bounded: what finds no room is only counted.</summary>
internal sealed class WitnessTable
{
    /// <summary>Most groups kept.</summary>
    internal const int MostGroups = 2000;

    private const int KeptPerGroup = 5;

    private readonly Dictionary<Kind, Tally> _tallies = [];

    /// <summary>Events that found no room.</summary>
    internal long Dropped { get; private set; }

    internal void Add(WitnessEvent witness)
    {
        var key = new Kind(witness.Program, witness.Unit, witness.Signature);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            if (_tallies.Count >= MostGroups)
            {
                Dropped++;
                return;
            }
            _tallies[key] = tally = new Tally(key);
        }
        tally.Add(witness);
    }

    /// <summary>Takes over what another table counted, of a later part of the logs.</summary>
    internal void Add(WitnessTable later)
    {
        foreach (var (key, tally) in later._tallies)
        {
            if (_tallies.TryGetValue(key, out var own))
            {
                own.Add(tally);
            }
            else if (_tallies.Count < MostGroups)
            {
                _tallies[key] = tally;
            }
            else
            {
                Dropped += tally.Count;
            }
        }
        Dropped += later.Dropped;
    }

    /// <summary>The groups in the order of their first event; those without times come last.</summary>
    internal ImmutableArray<WitnessGroup> Groups() =>
        [.. _tallies.Values.Select(t => t.Group()).OrderBy(g => g.First ?? DateTimeOffset.MaxValue).ThenByDescending(g => g.Count)
            .ThenBy(g => g.Signature, StringComparer.Ordinal).ThenBy(g => g.Unit, StringComparer.Ordinal)];

    private sealed record Kind(string Program, string? Unit, string Signature);

    private sealed class Tally(Kind kind)
    {
        private readonly Queue<WitnessEvent> _newest = new(KeptPerGroup);
        private readonly TimeHistogram _times = new();
        private DateTimeOffset? _first;
        private DateTimeOffset? _last;

        internal long Count { get; private set; }

        internal void Add(WitnessEvent witness)
        {
            Count++;
            Span(witness.Time, witness.Time);
            if (witness.Time is { } time)
            {
                _times.Add((uint)LogMoment.Of(time).Second);
            }
            Keep(witness);
        }

        internal void Add(Tally later)
        {
            Count += later.Count;
            _times.Add(later._times);
            Span(later._first, later._last);
            foreach (var witness in later._newest)
            {
                Keep(witness);
            }
        }

        internal WitnessGroup Group() => new()
        {
            Program = kind.Program,
            Unit = kind.Unit,
            Signature = kind.Signature,
            Count = Count,
            First = _first,
            Last = _last,
            Times = _times.ToSeries(),
            Samples = [.. _newest.Reverse()],
        };

        private void Keep(WitnessEvent witness)
        {
            if (_newest.Count == KeptPerGroup)
            {
                _newest.Dequeue();
            }
            _newest.Enqueue(witness);
        }

        private void Span(DateTimeOffset? first, DateTimeOffset? last)
        {
            // Not (_first > first): a comparison with null is false.
            _first = first is null || _first <= first ? _first : first;
            _last = last is null || _last >= last ? _last : last;
        }
    }
}
