using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>
/// A change that is wanted in a configuration, in terms of its tree. All edits of one <see cref="ConfigEditor.Plan"/> speak of the
/// tree before. A directive means the place where it is written: in a file that is included twice, both are meant.
/// </summary>
public abstract record ConfigEdit
{
    private protected ConfigEdit()
    {
    }

    /// <summary>
    /// The value holds in this very block: the directive of that name (for list directives such as proxy_set_header: with that key) gets
    /// these words where it stands, also in an included file; where there is none, the statement is inserted. Values that the block
    /// inherits are not looked at: one <c>proxy_set_header</c> here discards all of the outer levels. <see cref="PassEdits.Set"/> cares for that.
    /// </summary>
    /// <param name="block">The block; null for the main level.</param>
    /// <param name="statement">What must hold.</param>
    /// <param name="before">A directive of that block before which it is inserted; null: after its like, else last.</param>
    public static ConfigEdit Set(Directive? block, Statement statement, Directive? before = null) => new SetEdit(block, statement, before);

    /// <summary>Other words for a directive; those that stay the same keep their spelling, a block keeps its body, a comment stays.</summary>
    public static ConfigEdit Replace(Directive directive, string name, params ImmutableArray<string> args) => new ReplaceEdit(directive, [name, .. args]);

    /// <summary>Another word for one argument, counted from 0; the source of a Lua block is its last.</summary>
    public static ConfigEdit ReplaceArg(Directive directive, int index, string value) => Replace(directive, directive.Name, directive.Args.SetItem(index, value));

    /// <summary>A new statement, unless the same already stands among its neighbours (for a block: anywhere in it, includes followed).</summary>
    public static ConfigEdit Insert(Statement statement, Place place) => new InsertEdit(statement, place);

    /// <summary>
    /// Without a directive. When nothing else stands on its lines they go with it, and so does a comment that follows it there; comments on
    /// lines of their own stay.
    /// </summary>
    public static ConfigEdit Remove(Directive directive) => new RemoveEdit(directive);
}

/// <summary>Where a statement is inserted.</summary>
public sealed record Place
{
    private Place(PlaceKind kind, Directive? anchor) => (Kind, Anchor) = (kind, anchor);

    internal PlaceKind Kind { get; }

    internal Directive? Anchor { get; }

    /// <summary>Before a directive and the comment lines directly above it.</summary>
    public static Place Before(Directive directive) => new(PlaceKind.Before, directive);

    /// <summary>After a directive and the comment that follows it on its line.</summary>
    public static Place After(Directive directive) => new(PlaceKind.After, directive);

    /// <summary>First in a block; null for the main file.</summary>
    public static Place First(Directive? block) => new(PlaceKind.First, block);

    /// <summary>After the last directive of a block; null for the main file.</summary>
    public static Place Last(Directive? block) => new(PlaceKind.Last, block);
}

/// <summary>In the order in which insertions at one byte follow each other.</summary>
internal enum PlaceKind
{
    First,
    After,
    Last,
    Before,
}

internal sealed record SetEdit(Directive? Block, Statement Statement, Directive? Before) : ConfigEdit;

internal sealed record ReplaceEdit(Directive Directive, ImmutableArray<string> Words) : ConfigEdit;

internal sealed record InsertEdit(Statement Statement, Place Place) : ConfigEdit;

internal sealed record RemoveEdit(Directive Directive) : ConfigEdit;
