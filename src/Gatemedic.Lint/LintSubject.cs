using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>One configuration as the checks see it: the tree, its meaning, the nginx it is judged for, and the host when one is at hand.</summary>
public sealed class LintSubject
{
    private readonly Lazy<ILookup<string, PlacedDirective>> byName;

    /// <summary>A configuration to look at.</summary>
    /// <param name="tree">As parsed.</param>
    /// <param name="model">Its meaning.</param>
    public LintSubject(ConfigTree tree, ConfigModel model)
    {
        (Tree, Model) = (tree, model);
        byName = new(() => Walk(Tree.Children(), []).ToLookup(p => p.Directive.Name));
    }

    /// <summary>The directives.</summary>
    public ConfigTree Tree { get; }

    /// <summary>Servers, locations, upstreams, passes and effective values.</summary>
    public ConfigModel Model { get; }

    /// <summary>The nginx that it is judged for.</summary>
    public required NginxVersion Version { get; init; }

    /// <summary>It is a piece of a configuration: what stands around it is not known, so nothing is missing because it is not here.</summary>
    public bool IsFragment { get; init; }

    /// <summary>The running host; null without one.</summary>
    public Scene? Host { get; init; }

    /// <summary>Every directive of this name, includes followed, with the blocks around it.</summary>
    public IEnumerable<PlacedDirective> All(string name) => byName.Value[name];

    /// <summary>Some directive, at any depth, is so.</summary>
    public bool HasDirective(Func<Directive, bool> isSo) => byName.Value.Any(same => same.Any(p => isSo(p.Directive)));

    /// <summary>The words of the value that holds for a pass; empty when nothing is set and nginx has no default.</summary>
    public ImmutableArray<string> Words(Pass pass, string directive) => Model.Effective(pass, directive).Args;

    /// <summary>The time that holds for a pass, null when there is none.</summary>
    public TimeSpan? Time(Pass pass, string directive) =>
        Words(pass, directive) is [var word, ..] && NginxUnits.TryParseTime(word, out var time) ? time : null;

    /// <summary>The size in bytes that holds for a pass, null when there is none.</summary>
    public long? Size(Pass pass, string directive) =>
        Words(pass, directive) is [var word, ..] && NginxUnits.TryParseSize(word, out var size) ? size : null;

    private static IEnumerable<PlacedDirective> Walk(IEnumerable<Directive> directives, ImmutableArray<Directive> around)
    {
        foreach (var directive in directives)
        {
            yield return new PlacedDirective(directive, around);
            if (directive.Block is not null && !KnownDirectives.HoldsData(directive.Name))
            {
                foreach (var inner in Walk(directive.Children(), around.Add(directive)))
                {
                    yield return inner;
                }
            }
        }
    }
}

/// <summary>A directive and the blocks around it, outermost first.</summary>
public sealed record PlacedDirective(Directive Directive, ImmutableArray<Directive> Around)
{
    /// <summary>Name of the innermost block around it, null at the top.</summary>
    public string? Context => Around is [.., var inner] ? inner.Name : null;

    /// <summary>It stands inside stream {}, where the same names mean other things.</summary>
    public bool IsStream => Around.Any(b => b.Name == "stream");
}
