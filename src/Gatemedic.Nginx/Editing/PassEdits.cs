using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Edits that make a value hold for one *_pass.</summary>
public static class PassEdits
{
    /// <summary>
    /// The innermost block around a pass that takes directives of its kind: what is set there holds for the pass, and reaches no other
    /// location than those nested in that block which do not set it themselves. "if" and "limit_except" take few directives; one of them is the level only
    /// when it has this one already. Null when there is no such block.
    /// </summary>
    public static Directive? Level(Pass pass, string directive) => pass.Scope.Reverse()
        .FirstOrDefault(block => block.Name is not ("if" or "limit_except") || block.Children().Any(child => child.Name == directive));

    /// <summary>
    /// Edits after which the statements hold for the pass, for <see cref="ConfigEditor.Plan"/>. Where one is a list directive (proxy_set_header) and would be
    /// the first of its name at that level, the inherited ones are written there too, since nginx discards them then.
    /// </summary>
    public static ImmutableArray<ConfigEdit> Set(Pass pass, params ImmutableArray<Statement> statements)
    {
        var edits = ImmutableArray.CreateBuilder<ConfigEdit>();
        foreach (var statement in statements)
        {
            if (Level(pass, statement.Name) is { } level)
            {
                edits.AddRange(Carried(pass, level, statement, statements).Append(statement).Select(s => ConfigEdit.Set(level, s, pass.Directive)));
            }
        }

        return edits.ToImmutable();
    }

    /// <summary>The passes for which other values than the wanted one of a pass change with it: those in locations nested in its level.</summary>
    public static IEnumerable<Pass> Reached(ConfigModel model, Pass pass, string directive) =>
        Level(pass, directive) is not { } level ? [] : model.Passes.Where(other =>
            SiteIndex.Key(other.Directive) != SiteIndex.Key(pass.Directive)
            && other.Scope.Any(block => SiteIndex.Key(block) == SiteIndex.Key(level))
            && !other.Scope.SkipWhile(block => SiteIndex.Key(block) != SiteIndex.Key(level)).Skip(1).Any(inner => inner.Children().Any(child => child.Name == directive)));

    private static IEnumerable<Statement> Carried(Pass pass, Directive level, Statement statement, ImmutableArray<Statement> all)
    {
        bool IsLike(Directive directive) => directive.Name == statement.Name;
        if (!ListDirectives.LosesInheritance(statement.Name) || level.Children().Any(IsLike) || Merges(pass, statement.Name))
        {
            return [];
        }

        var outer = pass.Scope.Reverse().SkipWhile(block => block != level).Skip(1).FirstOrDefault(block => block.Children().Any(IsLike));
        return outer is null ? [] : outer.Children().Where(d => IsLike(d) && !all.Any(s => ListDirectives.IsSameEntry(d.Name, d.Args, s))).Select(Statement.Of);
    }

    /// <summary>From nginx 1.29.3 add_header and add_trailer can be told to add to the outer ones.</summary>
    private static bool Merges(Pass pass, string directive) => pass.Scope.Reverse()
        .SelectMany(block => block.Children().Where(d => d.Name == directive + "_inherit").Take(1))
        .FirstOrDefault() is { Args: ["merge"] };
}
