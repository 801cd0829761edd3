using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>Logs of other programs that the user names (--log). Their lines are those of PHP-FPM 8.2, gunicorn 20.1 and Linux 6.1 in the lab, at other times.</summary>
internal static class NamedLogStages
{
    /// <summary>Two minutes before the Scene, when staged errors happen.</summary>
    public static readonly DateTimeOffset Failure = Staged.Now.AddMinutes(-2);

    /// <summary>A log of which the lines are known and nothing else.</summary>
    public static Staged Named(this Staged staged, string path, params string[] lines) => staged.With(s => s with
    {
        Witnesses = Section.Seen<ImmutableArray<WitnessLog>>([.. (s.Witnesses?.Seen ?? default).OrEmpty(), Read(path, lines)]),
    });

    /// <summary>Pools that reach pm.max_children so many seconds before the failures.</summary>
    public static string LimitReached(string pool, int secondsBefore = 1) =>
        $"[{Failure.AddSeconds(-secondsBefore):dd-MMM-yyyy HH:mm:ss}] WARNING: [pool {pool}] server reached pm.max_children setting (1), consider raising it";

    /// <summary>gunicorn kills a worker for its time in the second of the failures.</summary>
    public static string WorkerTimeout(int secondsBefore = 0) => $"[{Failure.AddSeconds(-secondsBefore):yyyy-MM-dd HH:mm:ss} +0000] [19532] [CRITICAL] WORKER TIMEOUT (pid:20441)";

    /// <summary>gunicorn says where it listens.</summary>
    public static string ListeningAt(string address) => $"[{Failure.AddHours(-9):yyyy-MM-dd HH:mm:ss} +0000] [19532] [INFO] Listening at: {address} (19532)";

    /// <summary>The kernel kills a process for memory, as journald and rsyslog export it.</summary>
    public static string OutOfMemory(string process, int secondsBefore = 0) =>
        $"{Failure.AddSeconds(-secondsBefore):MMM dd HH:mm:ss} web kernel: Out of memory: Killed process 4711 ({process}) total-vm:9000000kB, anon-rss:1946000kB, file-rss:0kB, shmem-rss:0kB, UID:33 pgtables:8000kB oom_score_adj:0";

    private static WitnessLog Read(string path, string[] lines)
    {
        using var bytes = new TextBytes(string.Join('\n', lines) + "\n");
        var said = MixedTail.Read(bytes, new LogReading { Name = path, Zone = TimeZoneInfo.Utc }, Staged.Now, []);
        return new WitnessLog { Source = path, Origin = WitnessOrigin.File, IsNamed = true, Groups = said.Witnesses };
    }

    private sealed class TextBytes(string text) : ILogBytes
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public long? Length => _bytes.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var rest = _bytes.AsSpan((int)offset);
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            return rest.Length;
        }

        public void Dispose()
        {
        }
    }
}
