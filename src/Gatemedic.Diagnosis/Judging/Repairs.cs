using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Edits and commands that the remedies of several rooms are made of.</summary>
public static class Repairs
{
    /// <summary>What the edits come to in the files that were seen; nothing when they cannot be made, or hold already.</summary>
    public static ImmutableArray<Edit> Plan(this NginxInstance instance, params IEnumerable<ConfigEdit> edits) =>
        instance.Configuration.Seen is { } snapshot && instance.Model() is { Tree: var tree }
            ? ConfigEditor.Plan(new SnapshotFiles(snapshot), snapshot.MainPath, tree, edits).Edits
            : [];

    /// <summary>The files that edits change, as they would be.</summary>
    public static ImmutableArray<FileChange> Changes(this NginxInstance instance, ImmutableArray<Edit> edits) =>
        instance.Configuration.Seen is { } snapshot ? FileChange.Of(snapshot, edits) : [];

    /// <summary>The edit that replaces the target's address where it is written; none when it is not written literally in one place.</summary>
    public static ImmutableArray<Edit> PointTo(this Target target, PeerAddress endpoint)
    {
        if (target.Declared is not { } directive || (endpoint.IsUnix != target.Address.IsUnix && HasUri(target)))
        {
            return [];
        }

        return (directive.Replace(Spellings(target.Address), endpoint.ToString()) ?? ReplaceValue(target, endpoint)) is { } edit ? target.Instance.Plan(edit) : [];
    }

    /// <summary>The edit of the one line that gives a variable of the *_pass this address as its value; null when there is none, or more than one.</summary>
    private static ConfigEdit? ReplaceValue(Target target, PeerAddress endpoint)
    {
        var edits = from block in target.Passes.SelectMany(p => p.Scope).Distinct()
                    from child in block.Children()
                    from line in child.Name switch { "set" => [child], "map" or "split_clients" or "geo" => child.Children(), _ => Enumerable.Empty<Directive>() }
                    from spelling in Spellings(target.Address)
                    where line.Args is [.., var value] && (value == spelling || value.EndsWith("//" + spelling, StringComparison.Ordinal))
                    select ConfigEdit.ReplaceArg(line, line.Args.Length - 1, line.Args[^1][..^spelling.Length] + endpoint);
        return edits.Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>The repair that has nginx go to where the application listens: an edit, or the search for what to edit where the address is not written literally in one place.</summary>
    /// <param name="target">What nginx cannot reach.</param>
    /// <param name="endpoint">Where the application listens.</param>
    /// <param name="automatic">It is sure to be the application.</param>
    public static Remedy PointNginxAt(this Target target, PeerAddress endpoint, bool automatic)
    {
        var edits = target.PointTo(endpoint);
        return new Remedy
        {
            Id = "point-nginx-at-listener",
            Title = edits.IsEmpty ? $"Point nginx at {endpoint} where its configuration has {target.Address}" : $"Point nginx at {endpoint}",
            Edits = edits,
            Commands = [.. edits.IsEmpty ? target.SearchCommands() : [], .. target.Instance.ReloadCommands(target.Scene)],
            Risk = Risk.Low,
            Automatic = automatic && !edits.IsEmpty,
            Verify = "the failing request answers without a gateway error",
            Undo = "put the old address back and reload nginx",
        };
    }

    /// <summary>The command that finds where the configuration has the address; none where no configuration is at hand.</summary>
    private static ImmutableArray<string> SearchCommands(this Target target) =>
        Path.GetDirectoryName(target.Instance.Configuration.Seen?.MainPath) is { Length: > 0 } folder
            ? [$"grep -rnF {(target.Address.Path ?? target.Address.ToString()).Quoted()} {folder.Quoted()}"]
            : [];

    /// <summary>The commands that show with what a listener's process was started.</summary>
    public static ImmutableArray<string> ShowStart(this Relative found) => found.Owner switch
    {
        { Container: { } container } => [$"docker inspect {container.ShortId()}"],
        { Unit: { } unit } => [$"systemctl cat {unit.Quoted()}"],
        { } owner => [$"tr '\\0' ' ' </proc/{owner.Pid}/cmdline"],
        null => [],
    };

    /// <summary>The edit that replaces the first of these texts in the arguments of a directive; null when none stands there.</summary>
    public static ConfigEdit? Replace(this Directive directive, IEnumerable<string> texts, string with)
    {
        foreach (var text in texts)
        {
            for (var i = 0; i < directive.Args.Length; i++)
            {
                if (directive.Args[i].IndexOf(text, StringComparison.Ordinal) is >= 0 and var at)
                {
                    return ConfigEdit.ReplaceArg(directive, i, directive.Args[i].Remove(at, text.Length).Insert(at, with));
                }
            }
        }

        return null;
    }

    /// <summary>How this nginx is tested and reloaded, to paste.</summary>
    public static ImmutableArray<string> ReloadCommands(this NginxInstance instance, Scene scene) =>
        NginxControl.Of(instance, scene) is var control ? [control.Test.ToString(), control.Reload.ToString()] : [];

    /// <summary>A word for a POSIX shell: as it is where that is safe, else in single quotes.</summary>
    public static string Quoted(this string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '@' or '=' or '+' or ',')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>"http://unix:/x.sock:/uri" and "http://127.0.0.1:80/uri" separate the URI differently: swapping the address alone would break it.</summary>
    private static bool HasUri(Target target) => target.Upstream is null && target.Passes.Any(p => p.Uri.Length > 0);

    private static IEnumerable<string> Spellings(PeerAddress address)
    {
        yield return address.ToString();
        if (address.IsUnix)
        {
            yield return "unix:" + address.Path;
        }
        else
        {
            yield return address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host;
        }
    }
}
