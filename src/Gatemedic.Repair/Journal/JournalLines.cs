using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace Gatemedic.Repair;

/// <summary>
/// The lines of a journal as bytes. Each bears a sum: a line that was cut off when the process or the machine died is as if it had never been
/// begun, and one that was whole and is not what was written is damage.
/// </summary>
internal static class JournalLines
{
    /// <summary>One line, to be added in one write. The line feed in front ends a line that was cut off.</summary>
    public static byte[] Write(JournalLine line)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(line, LineContext.Default.JournalLine);
        return Encoding.UTF8.GetBytes($"\n{Sum(json)} {Encoding.UTF8.GetString(json)}\n");
    }

    /// <summary>All lines, in order.</summary>
    /// <param name="log">The file.</param>
    /// <param name="operations">How many operations the repair has.</param>
    /// <exception cref="FormatException">A line is broken that was not cut off.</exception>
    /// <exception cref="NotSupportedException">A later version wrote a line.</exception>
    public static List<JournalLine> Read(byte[] log, int operations)
    {
        var lines = new List<JournalLine>();
        var broken = 0;
        var pieces = Encoding.UTF8.GetString(log).Split('\n');
        for (var i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].Length == 0)
            {
                continue;
            }

            if (Parse(pieces[i]) is not { } line)
            {
                // A machine that lost power may leave NULs where a line was to be.
                var isCutOff = i == pieces.Length - 1 || pieces[i].Contains('\0', StringComparison.Ordinal) || pieces[(i + 1)..].Any(p => p.Length > 0);
                broken = isCutOff ? i + 1 : throw Broken(i + 1);
                continue;
            }

            // Whoever came after a line that was cut off began with this.
            if (broken > 0 && line.Event != JournalEvent.Undo)
            {
                throw Broken(broken);
            }

            if (line.Operation is { } operation && (operation < 0 || operation >= operations))
            {
                throw new FormatException($"line {i + 1} speaks of an operation that there is not");
            }

            lines.Add(line);
            broken = 0;
        }

        return lines;
    }

    private static JournalLine? Parse(string text)
    {
        var parts = text.Split(' ', 2);
        if (parts.Length < 2 || parts[0] != Sum(Encoding.UTF8.GetBytes(parts[1])))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(parts[1], LineContext.Default.JournalLine);
        }
        catch (JsonException e)
        {
            throw new NotSupportedException(e.Message, e);
        }
    }

    private static FormatException Broken(int line) => new($"line {line} is broken");

    private static string Sum(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture);
}
