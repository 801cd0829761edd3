using System.Collections.Immutable;

namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>Trees as nested lists of words, and the simple twin of what an edit does to one.</summary>
internal static class Trees
{
    public static (string File, int Start) Key(Directive directive) => (directive.File, directive.Span.Start);

    public static IEnumerable<Directive> All(ImmutableArray<Directive> list) =>
        list.SelectMany(d => All(d.Block ?? d.Included ?? []).Prepend(d));

    /// <summary>One line a directive, what is inside indented.</summary>
    public static List<string> Lines(ImmutableArray<Directive> list, string indent = "") =>
        [.. list.SelectMany(d => Lines(d.Block ?? d.Included ?? [], indent + "  ").Prepend(indent + Line(d.Name, d.Args, d.Block.HasValue)))];

    /// <summary>The lines with one directive's own line and those inside it rewritten, wherever it is included.</summary>
    public static List<string> Rewrite(ImmutableArray<Directive> list, Directive target, Func<string, string, List<string>, IEnumerable<string>> rewrite, string indent = "") =>
    [
        .. list.SelectMany(d =>
        {
            var own = indent + Line(d.Name, d.Args, d.Block.HasValue);
            var inside = Rewrite(d.Block ?? d.Included ?? [], target, rewrite, indent + "  ");
            return Key(d) == Key(target) ? rewrite(indent, own, inside) : inside.Prepend(own);
        }),
    ];

    public static string Line(string name, ImmutableArray<string> args, bool isBlock) =>
        string.Join('|', args.Prepend(name)).Replace("\n", "\\n", StringComparison.Ordinal) + (isBlock ? " {}" : "");
}
