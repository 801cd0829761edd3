using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Rendering;

/// <summary>Shows byte-range edits as a unified diff against the files of the Scene.</summary>
internal static class EditDiff
{
    private const int Context = 2;

    /// <summary>One unified diff for each edited file; a file that the Scene does not hold is left out.</summary>
    public static IEnumerable<(string File, string Diff)> Of(NginxInstance instance, ImmutableArray<Edit> edits)
    {
        foreach (var file in edits.GroupBy(e => e.File))
        {
            if (instance.Configuration.Seen?.Files.FirstOrDefault(f => f.Path == file.Key) is { IsRead: true } before)
            {
                yield return (file.Key, Unified(file.Key, Encoding.UTF8.GetString(before.Content.Span), Apply(before.Content.Span, file)));
            }
        }
    }

    private static string Apply(ReadOnlySpan<byte> content, IEnumerable<Edit> edits)
    {
        var bytes = content.ToArray().ToList();
        foreach (var edit in edits.OrderByDescending(e => e.Start))
        {
            bytes.RemoveRange(edit.Start, edit.End - edit.Start);
            bytes.InsertRange(edit.Start, Encoding.UTF8.GetBytes(edit.Text));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Unified(string path, string before, string after)
    {
        var model = new DiffPlex.DiffBuilder.InlineDiffBuilder(new DiffPlex.Differ()).BuildDiffModel(Lines(before), Lines(after));
        var lines = model.Lines;
        var shown = new SortedSet<int>(Enumerable.Range(0, lines.Count)
            .Where(i => lines[i].Type != DiffPlex.DiffBuilder.Model.ChangeType.Unchanged)
            .SelectMany(i => Enumerable.Range(i - Context, (2 * Context) + 1))
            .Where(i => i >= 0 && i < lines.Count));
        var diff = new StringBuilder($"--- {path}\n+++ {path}\n");
        foreach (var hunk in Runs(shown))
        {
            AppendHunk(diff, lines, hunk.First, hunk.Last);
        }

        return diff.ToString();
    }

    /// <summary>Without the last line feed, which ends a line and begins none.</summary>
    private static string Lines(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static void AppendHunk(StringBuilder diff, List<DiffPlex.DiffBuilder.Model.DiffPiece> lines, int first, int last)
    {
        var (oldStart, newStart) = (1 + CountOld(lines, 0, first), 1 + CountNew(lines, 0, first));
        diff.Append($"@@ -{oldStart},{CountOld(lines, first, last + 1)} +{newStart},{CountNew(lines, first, last + 1)} @@\n");
        for (var i = first; i <= last; i++)
        {
            var sign = lines[i].Type switch
            {
                DiffPlex.DiffBuilder.Model.ChangeType.Inserted => '+',
                DiffPlex.DiffBuilder.Model.ChangeType.Deleted => '-',
                _ => ' ',
            };
            diff.Append(sign).Append(lines[i].Text).Append('\n');
        }
    }

    private static int CountOld(List<DiffPlex.DiffBuilder.Model.DiffPiece> lines, int from, int to) =>
        lines.Take(to).Skip(from).Count(l => l.Type != DiffPlex.DiffBuilder.Model.ChangeType.Inserted);

    private static int CountNew(List<DiffPlex.DiffBuilder.Model.DiffPiece> lines, int from, int to) =>
        lines.Take(to).Skip(from).Count(l => l.Type != DiffPlex.DiffBuilder.Model.ChangeType.Deleted);

    private static IEnumerable<(int First, int Last)> Runs(SortedSet<int> indices)
    {
        int? first = null;
        var last = -1;
        foreach (var index in indices)
        {
            if (first is not null && index > last + 1)
            {
                yield return (first.Value, last);
                first = null;
            }

            first ??= index;
            last = index;
        }

        if (first is not null)
        {
            yield return (first.Value, last);
        }
    }
}
