using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Host;
using Gatemedic.Logs;

namespace Gatemedic.Following;

/// <summary>
/// The logs of a run while they grow. Nothing is kept of their lines: each look gives the files as they are now, and the window of time is read from
/// them anew, by binary search from its start. That way the picture of a moment is the same, whether it was followed or asked for once.
/// </summary>
internal sealed class FollowedSet : IDisposable
{
    private const int PipeRoom = 16 << 20;
    private static readonly TimeSpan SearchPause = TimeSpan.FromSeconds(5);

    private readonly LogSet _set;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (WantedLog Wanted, FollowedLog Log)> _followed = [];
    private readonly List<(TakenLog Log, PipeWindow Window)> _pipes = [];
    private readonly ImmutableArray<TakenLog> _still;
    private long _searched;

    /// <summary>Begins to follow what was opened, and what was wanted and is not there yet.</summary>
    public FollowedSet(LogSet set, TimeProvider time)
    {
        (_set, _time) = (set, time);
        Search();
        _still = [.. set.Logs.Where(l => l.Opened.IsPlain && !_followed.ContainsKey(Key(l.Wanted)))];
        foreach (var log in set.Logs.Where(l => !l.Opened.IsPlain && l.Opened.Identity is null))
        {
            var window = new PipeWindow(log.Source.Bytes, PipeRoom);
            _pipes.Add((log, window));
            _ = Task.Factory.StartNew(window.Fill, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Nothing more will come: all that is followed are pipes, and they have ended.</summary>
    public bool HasEnded => _followed.Count == 0 && _pipes.TrueForAll(p => p.Window.HasEnded);

    /// <summary>What to read now.</summary>
    /// <param name="since">Files last written before are left.</param>
    public FollowedLook Look(DateTimeOffset since)
    {
        if (_time.GetElapsedTime(_searched) > SearchPause)
        {
            Search();
        }

        var said = new List<string>();
        var sources = new List<LogSource>(_still.Where(l => l.Opened.Written >= since).Select(l => l.Source));
        var known = _still.Select(l => l.Opened.Identity!.Value).ToHashSet();
        foreach (var (wanted, log) in _followed.Values)
        {
            said.AddRange(log.Look(since).Select(what => $"{log.Path} {what}"));
            sources.AddRange(log.Generations.Where(g => g.Bytes.Length > 0 && known.Add(g.Identity)).Select(g => Source(wanted, g)));
        }

        foreach (var (log, window) in _pipes)
        {
            window.Look();
            sources.Add(log.Source with { Bytes = window });
        }

        return new FollowedLook([.. sources], [.. said]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, log) in _followed.Values)
        {
            log.Dispose();
        }
    }

    // Directories get new logs.
    private void Search()
    {
        _searched = _time.GetTimestamp();
        foreach (var wanted in _set.Wanted.All().Where(w => w.Path != "-" && (!w.IsFound || LogDirectory.SetOf(w.Path) == w.Path)))
        {
            if (!_followed.ContainsKey(Key(wanted)) && _set.Logs.All(l => Key(l.Wanted) != Key(wanted) || l.Opened.IsPlain))
            {
                _followed[Key(wanted)] = (wanted, new FollowedLog(wanted.Path, wanted.Root));
            }
        }
    }

    private static string Key(WantedLog wanted) => $"{wanted.Root}\n{wanted.Path}";

    private static LogSource Source(WantedLog wanted, LogGeneration generation)
    {
        var head = new byte[LogRecognizer.HeadLength];
        var (dialect, format) = wanted.Recognise(head.AsSpan(0, generation.Bytes.Read(0, head)));
        return new LogSource(generation.Name, dialect, generation.Bytes) { Format = format, Zone = wanted.ZoneOf(dialect, generation.Bytes, generation.Written), Written = generation.Written };
    }
}

/// <summary>The logs at one moment.</summary>
/// <param name="Sources">To be read before the next look.</param>
/// <param name="Said">What happened to them since the look before: rotations, gaps.</param>
internal sealed record FollowedLook(ImmutableArray<LogSource> Sources, ImmutableArray<string> Said)
{
    /// <summary>Bytes in all.</summary>
    public long Length => Sources.Sum(s => s.Bytes.Length ?? 0);
}
