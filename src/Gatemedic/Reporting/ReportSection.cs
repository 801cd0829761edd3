using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Gatemedic.Reporting;

/// <summary>A section of a report.</summary>
/// <param name="Id">For links to it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What stands in it, in order.</param>
internal sealed record ReportSection(string Id, string Title, ImmutableArray<ReportBlock> Blocks)
{
    /// <summary>The section, or what is said in its place where there is nothing in it.</summary>
    public static ReportSection Of(string id, string title, IEnumerable<ReportBlock> blocks, string nothing)
    {
        ImmutableArray<ReportBlock> all = [.. blocks];
        return new ReportSection(id, title, all.IsEmpty ? [new ReportText(nothing)] : all);
    }
}

/// <summary>Something in a section; in JSON, "kind" says what.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReportText), "text")]
[JsonDerivedType(typeof(ReportHeading), "heading")]
[JsonDerivedType(typeof(ReportList), "list")]
[JsonDerivedType(typeof(ReportTable), "table")]
[JsonDerivedType(typeof(ReportCode), "code")]
internal abstract record ReportBlock;

/// <summary>A paragraph.</summary>
internal sealed record ReportText(string Text) : ReportBlock;

/// <summary>A heading within the section.</summary>
/// <param name="Text">What follows is about.</param>
/// <param name="Note">Said more quietly; may be empty.</param>
internal sealed record ReportHeading(string Text, string Note = "") : ReportBlock;

/// <summary>Observations.</summary>
/// <param name="Items">Those that are told.</param>
/// <param name="Left">How many there are beyond these; none where it is below zero.</param>
internal sealed record ReportList(ImmutableArray<ReportItem> Items, int Left = 0) : ReportBlock
{
    /// <summary>How many there are beyond these.</summary>
    public int Left { get; } = Math.Max(0, Left);
}

/// <summary>One of them.</summary>
/// <param name="Label">What kind: "+ log", a cause's code.</param>
/// <param name="Text">What it says.</param>
/// <param name="Source">Where to look again; may be empty.</param>
internal sealed record ReportItem(string Label, string Text, string Source = "");

/// <summary>Rows alike.</summary>
/// <param name="Columns">Their titles.</param>
/// <param name="Rows">As many cells each.</param>
/// <param name="Left">How many there are beyond these; none where it is below zero.</param>
internal sealed record ReportTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows, int Left = 0) : ReportBlock
{
    /// <summary>How many there are beyond these.</summary>
    public int Left { get; } = Math.Max(0, Left);
}

/// <summary>Lines as they are: a log's, a configuration's, commands, a diff.</summary>
/// <param name="Lines">Each a line of its own.</param>
/// <param name="Language">nginx, diff, sh, or empty.</param>
/// <param name="Caption">Where they stand; may be empty.</param>
internal sealed record ReportCode(ImmutableArray<string> Lines, string Language = "", string Caption = "") : ReportBlock
{
    /// <summary>A diff, cut where it is longer than one reads.</summary>
    public static ReportCode Diff(string diff, int mostLines)
    {
        var lines = diff.TrimEnd('\n').Split('\n');
        return new ReportCode(
            [.. lines.Take(mostLines).Select(l => l.TrimEnd('\r')), .. lines.Length > mostLines ? [$"and {lines.Length - mostLines} more lines"] : ImmutableArray<string>.Empty], "diff");
    }
}
