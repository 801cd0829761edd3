using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>Reads what the kernel says: its ring buffer, and the files to which a syslog and the audit daemon write it.</summary>
internal static unsafe class KernelLogReader
{
    private const string What = "the kernel's log";
    private const int ReadAll = 3;
    private const int SizeOfBuffer = 10;
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>Those that are there.</summary>
    public static IEnumerable<WitnessLog> Read(SceneClock clock, CancellationToken cancellation)
    {
        var ring = Ring(clock, cancellation);
        var file = TailReader.Read(new FoundLog("/var/log/kern.log", "/var/log/kern.log", null, []) { Origin = WitnessOrigin.Kernel }, clock, cancellation);
        var audit = TailReader.Read(new FoundLog("/var/log/audit/audit.log", "/var/log/audit/audit.log", null, []) { Origin = WitnessOrigin.Audit }, clock, cancellation);

        // The file holds what the buffer has lost; where the buffer can be read, the same line would count twice.
        return new[] { ring.Blind is null || file is not { Blind: null } ? ring : file, audit }.OfType<WitnessLog>();
    }

    private static WitnessLog Ring(SceneClock clock, CancellationToken cancellation)
    {
        var empty = new WitnessLog { Source = "dmesg", Origin = WitnessOrigin.Kernel };
        var size = Libc.KernelLog(SizeOfBuffer, null, 0);
        var buffer = new byte[Math.Clamp(size, 64 * 1024, Largest)];
        int length;
        fixed (byte* start = buffer)
        {
            length = Libc.KernelLog(ReadAll, start, buffer.Length);
        }

        if (length < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return empty with { Blind = new Blindness(What, Errno.Text(errno), "run as root, outside of containers: dmesg") };
        }

        var lines = WithTimes(Encoding.UTF8.GetString(buffer, 0, length), BootClock.ReadMonotonic());
        var reading = new LogReading { Name = "dmesg", Zone = TimeZoneInfo.Utc, Since = clock.Since, Stop = cancellation };
        return empty with { Groups = WitnessTail.Read(new MemoryBytes(lines), reading, clock.Now) };
    }

    /// <summary>Turns "&lt;6&gt;[12345.678901] text" into records with a time of day; further lines of a message have no stamp of their own.</summary>
    internal static byte[] WithTimes(string text, BootClock clock)
    {
        using var stream = new MemoryStream();
        foreach (var line in text.Split('\n'))
        {
            var open = line.IndexOf('[', StringComparison.Ordinal);
            var close = line.IndexOf(']', StringComparison.Ordinal);
            if (!line.StartsWith('<') || open is < 0 or > 5 || close < open
                || !decimal.TryParse(line.AsSpan(open + 1, close - open - 1).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                || seconds > 10_000_000_000)
            {
                continue;
            }

            var time = clock.After((long)(seconds * 1_000_000));
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("__REALTIME_TIMESTAMP", (time.ToUnixTimeMilliseconds() * 1000).ToString(CultureInfo.InvariantCulture));
                json.WriteString("SYSLOG_IDENTIFIER", "kernel");
                json.WriteString("MESSAGE", line[(close + 1)..].TrimStart());
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }
}
