using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>A slip of the pen in a configuration, and the one edit that mends it: tried on the text before it is offered.</summary>
/// <param name="Text">What was missing or misspelt, imperative: what to do.</param>
/// <param name="Edit">The edit.</param>
internal sealed record Slip(string Text, Edit Edit)
{
    // nginx reports the line where it stopped; the slip is there or a few lines before.
    private const int LinesBack = 8;

    /// <summary>The only slip that explains the fault; null when there is none, or more than one.</summary>
    public static Slip? Find(NginxInstance instance, string file, int line)
    {
        if (instance.Configuration.Seen is not { } snapshot || snapshot.Read(file) is not { IsRead: true } source || instance.Model()?.Tree is not { } tree)
        {
            return null;
        }

        var found = MissingSemicolons(source, line).Concat(Misspelt(source, tree, line)).Where(s => Helps(snapshot, tree, s.Edit, line)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Lines without an end, before a line that starts another statement.</summary>
    private static IEnumerable<Slip> MissingSemicolons(ConfigFile source, int reported)
    {
        var lines = Lines(source.Content.Span);
        for (var at = Math.Min(reported, lines.Length) - 1; at >= Math.Max(0, reported - LinesBack); at--)
        {
            var (text, start) = lines[at];
            var statement = WithoutComment(text).TrimEnd();
            var next = lines.Skip(at + 1).Select(l => l.Text.Trim()).FirstOrDefault(t => t.Length > 0 && t[0] != '#');
            if (statement.Trim().Length > 0 && statement[^1] is not (';' or '{' or '}') && next is not null && StartsStatement(next))
            {
                var end = start + Encoding.UTF8.GetByteCount(statement);
                yield return new Slip($"End line {at + 1} of {source.Path} with \";\"", new Edit(source.Path, end, end, ";"));
            }
        }
    }

    private static IEnumerable<Slip> Misspelt(ConfigFile source, ConfigTree tree, int line)
    {
        if (All(tree.Root).FirstOrDefault(d => d.File == source.Path && d.Line == line && !KnownDirectives.Contains(d.Name)) is { } directive
            && KnownDirectives.Names.Where(n => IsOneSlipAway(n, directive.Name)).Take(2).ToList() is [var only]
            && source.Content.Span[directive.Span.Start..].StartsWith(Encoding.UTF8.GetBytes(directive.Name)))
        {
            var end = directive.Span.Start + Encoding.UTF8.GetByteCount(directive.Name);
            yield return new Slip($"Write \"{only}\" instead of \"{directive.Name}\" in {directive.Where}", new Edit(source.Path, directive.Span.Start, end, only));
        }
    }

    /// <summary>With the edit, the parser comes to the end, or at least past the fault.</summary>
    private static bool Helps(ConfigSnapshot snapshot, ConfigTree before, Edit edit, int line)
    {
        var after = FileChange.Of(snapshot, [edit]).ToDictionary(f => f.Path, f => f.After);
        var error = ConfigParser.Parse(new OverlaidFiles(snapshot, after), snapshot.MainPath).Error;
        return error is null || (before.Error is not null && error.File == edit.File && error.Line > line);
    }

    private static bool StartsStatement(string line) =>
        line[0] == '}' || KnownDirectives.Contains(line.Split([' ', '\t', ';', '{'], 2)[0]);

    /// <summary>Lines with the byte at which each starts.</summary>
    private static ImmutableArray<(string Text, int Start)> Lines(ReadOnlySpan<byte> content)
    {
        var lines = ImmutableArray.CreateBuilder<(string, int)>();
        for (var start = 0; start < content.Length;)
        {
            var length = content[start..].IndexOf((byte)'\n');
            length = length < 0 ? content.Length - start : length;
            lines.Add((Encoding.UTF8.GetString(content.Slice(start, length)), start));
            start += length + 1;
        }

        return lines.ToImmutable();
    }

    private static string WithoutComment(string line)
    {
        // A '#' begins a comment only where a word could begin.
        var at = line.IndexOf(" #", StringComparison.Ordinal);
        return line.TrimStart().StartsWith('#') ? "" : at < 0 ? line : line[..at];
    }

    private static IEnumerable<Directive> All(ImmutableArray<Directive> directives) =>
        directives.SelectMany(d => All([.. d.Block.GetValueOrDefault().OrEmpty(), .. d.Included.GetValueOrDefault().OrEmpty()]).Prepend(d));

    /// <summary>One letter added, dropped or changed, or two neighbours swapped.</summary>
    private static bool IsOneSlipAway(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1 || a == b)
        {
            return false;
        }

        var same = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        var (restA, restB) = (a[same..], b[same..]);
        return restA.Length == restB.Length
            ? restA[1..] == restB[1..] || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..] == restB[2..])
            : restA.Length > restB.Length ? restA[1..] == restB : restB[1..] == restA;
    }
}
