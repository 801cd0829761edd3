using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Shows edits as a unified diff. What changed is known from the edits, so nothing is searched: the cost is the file's length.</summary>
internal static class UnifiedDiff
{
    private const int Context = 2;

    /// <summary>The diff of one file; empty when nothing changes.</summary>
    public static string Of(string path, ReadOnlyMemory<byte> before, IReadOnlyCollection<Edit> edits)
    {
        var lines = Lines(before.Span);
        var changes = Changes(before, lines, edits);
        var diff = new StringBuilder();
        var shift = 0;
        for (var i = 0; i < changes.Count;)
        {
            var last = i;
            while (last + 1 < changes.Count && changes[last + 1].First - changes[last].End <= 2 * Context)
            {
                last++;
            }

            shift = AppendHunk(diff, lines, changes.GetRange(i, last - i + 1), shift);
            i = last + 1;
        }

        return diff.Length == 0 ? "" : $"--- {path}\n+++ {path}\n{diff}";
    }

    /// <summary>Runs of lines that change, with what stands there afterwards.</summary>
    private static List<(int First, int End, List<string> New)> Changes(ReadOnlyMemory<byte> before, List<string> lines, IReadOnlyCollection<Edit> edits)
    {
        var found = new List<(int, int, List<string>)>();
        var starts = Starts(before.Span);
        var pending = new Queue<Edit>(Edit.Ordered(edits));
        while (pending.TryDequeue(out var edit))
        {
            List<Edit> together = [edit];
            var first = LineOf(starts, edit.Start);
            var end = LineOf(starts, edit.End) + 1;
            while (pending.TryPeek(out var next) && LineOf(starts, next.Start) < end)
            {
                together.Add(pending.Dequeue());
                end = Math.Max(end, LineOf(starts, next.End) + 1);
            }

            var from = starts[first];
            var to = end < starts.Count ? starts[end] : before.Length;
            var after = Lines(Edit.Apply(before.Span[from..to], together.Select(e => e with { Start = e.Start - from, End = e.End - from })));
            end = Math.Min(end, lines.Count);
            while (first < end && after.Count > 0 && lines[end - 1] == after[^1])
            {
                end--;
                after.RemoveAt(after.Count - 1);
            }

            while (first < end && after.Count > 0 && lines[first] == after[0])
            {
                first++;
                after.RemoveAt(0);
            }

            if (first < end || after.Count > 0)
            {
                found.Add((first, end, after));
            }
        }

        return found;
    }

    private static int AppendHunk(StringBuilder diff, List<string> lines, List<(int First, int End, List<string> New)> changes, int shift)
    {
        var from = Math.Max(0, changes[0].First - Context);
        var to = Math.Min(lines.Count, changes[^1].End + Context);
        var grown = changes.Sum(c => c.New.Count - (c.End - c.First));
        var (old, now) = (to - from, to - from + grown);
        diff.Append($"@@ -{from + (old == 0 ? 0 : 1)},{old} +{from + shift + (now == 0 ? 0 : 1)},{now} @@\n");
        foreach (var (first, end, added) in changes)
        {
            Append(diff, ' ', lines[from..first]);
            Append(diff, '-', lines[first..end]);
            Append(diff, '+', added);
            from = end;
        }

        Append(diff, ' ', lines[from..to]);
        return shift + grown;
    }

    private static void Append(StringBuilder diff, char sign, List<string> lines)
    {
        foreach (var line in lines)
        {
            diff.Append(sign).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
        }
    }

    private static int LineOf(List<int> starts, int offset) => starts.BinarySearch(offset) is >= 0 and var exact ? exact : ~starts.BinarySearch(offset) - 1;

    /// <summary>Where each line starts; after a final line feed an empty one does.</summary>
    private static List<int> Starts(ReadOnlySpan<byte> bytes)
    {
        List<int> starts = [0];
        for (var at = 0; bytes[at..].IndexOf((byte)'\n') is >= 0 and var length;)
        {
            starts.Add(at += length + 1);
        }

        return starts;
    }

    /// <summary>Lines with their line feeds.</summary>
    private static List<string> Lines(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (bytes.Length > 0)
        {
            var length = bytes.IndexOf((byte)'\n') is >= 0 and var feed ? feed + 1 : bytes.Length;
            lines.Add(Encoding.UTF8.GetString(bytes[..length]));
            bytes = bytes[length..];
        }

        return lines;
    }
}
