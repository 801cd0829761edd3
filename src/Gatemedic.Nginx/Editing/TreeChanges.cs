using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>What the edits of one plan come to in terms of places: each place is replaced or removed at most once.</summary>
/// <param name="tree">The tree before.</param>
/// <param name="sites">Its places.</param>
/// <param name="main">Path of the main file, for errors.</param>
internal sealed class TreeChanges(ConfigTree tree, SiteIndex sites, string main)
{
    private readonly Dictionary<(string, int), (DirectiveSite Site, ImmutableArray<string> Words)> replaced = [];
    private readonly Dictionary<(string, int), DirectiveSite> removed = [];
    private readonly List<(PlaceKind Kind, Directive? Anchor, Statement Statement)> inserted = [];
    private readonly Dictionary<(PlaceKind, (string, int)?), List<Statement>> places = [];

    /// <summary>Statements that get other words.</summary>
    public IEnumerable<(DirectiveSite Site, ImmutableArray<string> Words)> Replaced => replaced.Values;

    /// <summary>Statements that go.</summary>
    public IEnumerable<DirectiveSite> Removed => removed.Values;

    /// <summary>Statements that come, in the order in which those at one byte follow each other.</summary>
    public IEnumerable<(PlaceKind Kind, Directive? Anchor, Statement Statement)> Inserted => inserted.OrderBy(i => i.Kind);

    /// <summary>Takes an edit in.</summary>
    /// <exception cref="EditRefusedException">It cannot be made, or not together with the ones before.</exception>
    public void Add(ConfigEdit edit)
    {
        switch (edit)
        {
            case SetEdit set:
                Set(set);
                break;
            case ReplaceEdit replace:
                Replace(At(replace.Directive), replace.Words);
                break;
            case RemoveEdit remove:
                removed.TryAdd(SiteIndex.Key(remove.Directive), At(remove.Directive));
                break;
            case InsertEdit { Statement: var statement, Place: { Kind: var kind, Anchor: var anchor } }:
                var neighbours = kind is PlaceKind.First or PlaceKind.Last ? ChildrenOf(anchor) : At(anchor!).Siblings;
                if (!neighbours.Any(statement.IsSaidBy))
                {
                    Insert(kind, anchor, statement);
                }

                break;
        }
    }

    /// <summary>Refuses edits inside of what is removed.</summary>
    public void Check()
    {
        foreach (var site in removed.Values)
        {
            var (file, (start, end)) = (site.Directive.File, site.Directive.Span);
            bool IsInside(Directive other) => other.File == file && other.Span.Start >= start && other.Span.Start < end;
            var other = replaced.Values.Select(r => r.Site.Directive).FirstOrDefault(IsInside)
                ?? removed.Values.Select(r => r.Directive).FirstOrDefault(d => d != site.Directive && IsInside(d))
                ?? inserted.Where(i => i.Anchor is not null && IsInside(i.Anchor) && (i.Anchor.Span.Start > start || i.Kind is PlaceKind.First or PlaceKind.Last))
                    .Select(i => i.Anchor).FirstOrDefault();
            if (other is not null)
            {
                throw EditRefusedException.At(other, main, $"\"{other.Name}\" is edited, and \"{site.Directive.Name}\" around it or itself is removed", "ask for one of the two");
            }
        }
    }

    /// <summary>The children of a list after the changes. Null for <see cref="Directive.Included"/> of an include means: whatever it includes then.</summary>
    public ImmutableArray<Directive> After() => After(tree.Root, null);

    private ImmutableArray<Directive> After(ImmutableArray<Directive> before, Directive? block)
    {
        var after = ImmutableArray.CreateBuilder<Directive>(before.Length);
        var isBlock = block is null || block.Block is not null;
        after.AddRange(isBlock ? New(PlaceKind.First, block) : []);
        foreach (var directive in before)
        {
            after.AddRange(New(PlaceKind.Before, directive));
            if (!removed.ContainsKey(SiteIndex.Key(directive)))
            {
                after.Add(After(directive));
            }

            after.AddRange(New(PlaceKind.After, directive));
        }

        after.AddRange(isBlock ? New(PlaceKind.Last, block) : []);
        return after.DrainToImmutable();
    }

    private Directive After(Directive directive)
    {
        var after = directive switch
        {
            { Included: { } included } => directive with { Included = After(included, directive) },
            { Block: { } block } => directive with { Block = After(block, directive) },
            _ => directive,
        };
        return replaced.TryGetValue(SiteIndex.Key(directive), out var words)
            ? after with { Name = words.Words[0], Args = words.Words[1..], Included = null }
            : after;
    }

    private IEnumerable<Directive> New(PlaceKind kind, Directive? anchor) =>
        places.TryGetValue((kind, anchor is null ? null : SiteIndex.Key(anchor)), out var statements) ? statements.Select(s => Written(s, anchor?.File ?? main)) : [];

    private static Directive Written(Statement statement, string file) => new()
    {
        Name = statement.Name,
        Args = statement.Args,
        File = file,
        Line = 0,
        Span = default,
        Block = statement.Block is { } block ? [.. block.Select(child => Written(child, file))] : null,
    };

    private void Set(SetEdit set)
    {
        var (block, statement) = (set.Block, set.Statement);
        var isData = block is not null && KnownDirectives.HoldsData(block.Name);
        bool IsMeant(string name, ImmutableArray<string> args) => isData ? name == statement.Name : ListDirectives.IsSameEntry(name, args, statement);
        var present = ChildrenOf(block).Where(d => IsMeant(d.Name, d.Args)).DistinctBy(SiteIndex.Key).Take(2).ToList();
        switch (present)
        {
            case [var only] when statement.IsSaidBy(only):
                break;
            case [{ Block: null } only] when statement.Block is null:
                Replace(At(only), [statement.Name, .. statement.Args]);
                break;
            case [var other, ..]:
                throw EditRefusedException.At(other, main, $"\"{statement.Name}\" {(present.Count > 1 ? "stands several times in its block" : "is or becomes a block")}", "say which one is meant by replacing that directive itself");
            default:
                if (inserted.FirstOrDefault(i => IsBeside(i, block) && IsMeant(i.Statement.Name, i.Statement.Args)).Statement is { } earlier)
                {
                    _ = earlier.ToString() == statement.ToString() ? earlier : throw EditRefusedException.At(block, main, $"\"{earlier}\" and \"{statement}\" are asked for in one block", "ask for one of the two");
                    break;
                }

                var direct = block is null ? tree.Root : block.Block ?? [];
                var holder = set.Before is { } before ? direct.FirstOrDefault(d => Directive.Flatten([d]).Any(inner => SiteIndex.Key(inner) == SiteIndex.Key(before))) : null;
                var like = direct.LastOrDefault(d => d.Name == statement.Name);
                Insert(holder is not null ? PlaceKind.Before : like is not null ? PlaceKind.After : PlaceKind.Last, holder ?? like ?? block, statement);
                break;
        }
    }

    /// <summary>An insertion into a block, or beside one of its direct children.</summary>
    private bool IsBeside((PlaceKind Kind, Directive? Anchor, Statement Statement) insertion, Directive? block) =>
        insertion.Kind is PlaceKind.First or PlaceKind.Last
            ? (insertion.Anchor is null ? block is null : block is not null && SiteIndex.Key(insertion.Anchor) == SiteIndex.Key(block))
            : (block is null ? tree.Root : block.Block ?? []).Any(d => SiteIndex.Key(d) == SiteIndex.Key(insertion.Anchor!));

    private void Insert(PlaceKind kind, Directive? anchor, Statement statement)
    {
        var key = (kind, anchor is null ? ((string, int)?)null : SiteIndex.Key(anchor));
        places.TryAdd(key, []);
        if (places[key].TrueForAll(s => s.ToString() != statement.ToString()))
        {
            places[key].Add(statement);
            inserted.Add((kind, anchor, statement));
        }
    }

    /// <summary>Several edits may change different words of one statement.</summary>
    private void Replace(DirectiveSite site, ImmutableArray<string> words)
    {
        var key = SiteIndex.Key(site.Directive);
        if (!replaced.TryGetValue(key, out var earlier))
        {
            replaced[key] = (site, words);
            return;
        }

        ImmutableArray<string> old = [site.Directive.Name, .. site.Directive.Args];
        var conflicts = earlier.Words.Length != words.Length || old.Length != words.Length
            ? !earlier.Words.SequenceEqual(words)
            : Enumerable.Range(0, old.Length).Any(i => words[i] != old[i] && earlier.Words[i] != old[i] && words[i] != earlier.Words[i]);
        if (conflicts)
        {
            throw EditRefusedException.At(site.Directive, main, $"two edits give \"{site.Directive.Name}\" different words: {string.Join(' ', earlier.Words)} and {string.Join(' ', words)}", "ask for one of the two");
        }

        replaced[key] = (site, old.Length != words.Length ? words : [.. words.Select((word, i) => word == old[i] ? earlier.Words[i] : word)]);
    }

    private DirectiveSite At(Directive directive) => sites.Find(directive) ?? throw ByteChanges.Stale(directive);

    private IEnumerable<Directive> ChildrenOf(Directive? block)
    {
        if (block is null)
        {
            return tree.Children();
        }

        var found = At(block).Directive;
        return found.Block is not null && !KnownDirectives.HoldsLua(found.Name)
            ? found.Children()
            : throw EditRefusedException.At(block, main, $"\"{block.Name}\" has no block of directives", "name the block that the directive should stand in");
    }
}
