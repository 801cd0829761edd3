using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>The byte ranges that changes of the tree come to, file by file.</summary>
/// <param name="files">The bytes.</param>
/// <param name="main">Path of the main file.</param>
/// <param name="tree">The tree before.</param>
/// <param name="sites">Its places.</param>
internal sealed class ByteEdits(IConfigFiles files, string main, ConfigTree tree, SiteIndex sites)
{
    private readonly Dictionary<string, FileLayout> layouts = [];

    /// <summary>All edits; what is inserted at one byte is one edit.</summary>
    /// <exception cref="EditRefusedException">A file cannot be read, or a word cannot be written.</exception>
    public ImmutableArray<Edit> Of(TreeChanges changes)
    {
        var edits = new List<Edit>();
        foreach (var (kind, anchor, statement) in changes.Inserted)
        {
            CheckWords(statement.AllWords(), anchor);
            var edit = Insert(kind, anchor, statement);
            var same = edits.FindIndex(e => e.File == edit.File && e.Start == edit.Start);
            if (same < 0)
            {
                edits.Add(edit);
            }
            else
            {
                edits[same] = edits[same] with { Text = edits[same].Text + edit.Text };
            }
        }

        foreach (var (site, words) in changes.Replaced)
        {
            CheckWords(words.Where((word, i) => word != (i == 0 ? site.Directive.Name : site.Directive.Args.ElementAtOrDefault(i - 1))), site.Directive);
            edits.AddRange(ByteChanges.Replace(Layout(site.Directive.File), site, words));
        }

        edits.AddRange(changes.Removed.Select(site => ByteChanges.Remove(Layout(site.Directive.File), site.Directive)));
        return [.. edits];
    }

    private Edit Insert(PlaceKind kind, Directive? anchor, Statement statement)
    {
        var children = anchor is null ? tree.Root : anchor.Block ?? [];
        (kind, anchor) = (kind, anchor) switch
        {
            (PlaceKind.First, null) when children is [var first, ..] => (PlaceKind.Before, first),
            (PlaceKind.Last, _) when children is [.., var last] => (PlaceKind.After, last),
            (PlaceKind.Last, not null) => (PlaceKind.First, anchor),
            _ => (kind, anchor),
        };
        return ByteChanges.Insert(Layout(anchor?.File ?? main), anchor is null ? null : sites.Find(anchor), kind, anchor?.File ?? main, statement);
    }

    private FileLayout Layout(string path)
    {
        if (!layouts.TryGetValue(path, out var layout))
        {
            var file = files.Read(path);
            layouts[path] = layout = file.IsRead
                ? new FileLayout(path, file.Content, sites)
                : throw new EditRefusedException(new EditError($"the file cannot be read: {file.Error}", path, 0, "edit it as a user who may read it"));
        }

        return layout;
    }

    /// <summary>Bytes that are not UTF-8 were lost when the word was read, and nginx's strings end at NUL.</summary>
    private void CheckWords(IEnumerable<string> words, Directive? near)
    {
        if (words.FirstOrDefault(word => word.AsSpan().ContainsAny('\uFFFD', '\0')) is { } word)
        {
            throw EditRefusedException.At(near, main, $"\"{word}\" has bytes that are not UTF-8, or NUL", "write this word by hand");
        }
    }
}
