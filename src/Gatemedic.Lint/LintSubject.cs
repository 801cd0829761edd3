using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>One configuration as the checks see it: the tree, its meaning, the nginx it is judged for, and the host when one is at hand.</summary>
public sealed class LintSubject
{
    private readonly Lazy<ILookup<string, PlacedDirective>> byName;
    private readonly Dictionary<string, ILookup<Directive?, Directive>> byBlock = [];
    private readonly Lazy<Dictionary<object, ServerBlock>> serverByBlock;
    private readonly Lazy<Dictionary<object, Pass>> passByBlock;

    /// <summary>A configuration to look at.</summary>
    /// <param name="tree">As parsed.</param>
    /// <param name="model">Its meaning.</param>
    public LintSubject(ConfigTree tree, ConfigModel model)
    {
        (Tree, Model) = (tree, model);
        byName = new(() => Walk(Tree.Children(), []).ToLookup(p => p.Directive.Name));
        serverByBlock = new(() => Model.Servers.ToDictionary<ServerBlock, object>(s => s.Directive, ReferenceEqualityComparer.Instance));
        passByBlock = new(() => Model.Passes.DistinctBy<Pass, object>(p => p.Scope[^1], ReferenceEqualityComparer.Instance)
            .ToDictionary<Pass, object>(p => p.Scope[^1], ReferenceEqualityComparer.Instance));
    }

    /// <summary>The directives.</summary>
    public ConfigTree Tree { get; }

    /// <summary>Servers, locations, upstreams, passes and effective values.</summary>
    public ConfigModel Model { get; }

    /// <summary>The nginx that it is judged for.</summary>
    public required NginxVersion Version { get; init; }

    /// <summary>It is a piece of a configuration: what stands around it is not known, so nothing is missing because it is not here.</summary>
    public bool IsFragment { get; init; }

    /// <summary>Where its files come from; null when only the tree is at hand.</summary>
    public IConfigFiles? Files { get; init; }

    /// <summary>The running host; null without one.</summary>
    public Scene? Host { get; init; }

    /// <summary>The nginx of <see cref="Host"/> that runs this configuration; null without a host.</summary>
    public NginxInstance? Instance { get; init; }

    /// <summary>The peers that the configuration declares, with what the host shows of each; empty without a host.</summary>
    public IEnumerable<Target> HostTargets =>
        Host is not null && Instance is not null ? Host.TargetsOf(Instance).Where(t => t.Declared is not null && t.Passes.Length > 0) : [];

    /// <summary>Every directive, includes followed, with the blocks around it.</summary>
    public IEnumerable<PlacedDirective> All() => byName.Value.SelectMany(same => same);

    /// <summary>Every directive of this name, includes followed, with the blocks around it.</summary>
    public IEnumerable<PlacedDirective> All(string name) => byName.Value[name];

    /// <summary>The directives of this name that stand in a block itself, includes followed; those at the top for null.</summary>
    public IEnumerable<Directive> In(Directive? block, string name)
    {
        if (!byBlock.TryGetValue(name, out var blocks))
        {
            byBlock[name] = blocks = All(name).ToLookup(p => p.Around.LastOrDefault(), p => p.Directive);
        }

        return blocks[block];
    }

    /// <summary>The directives of this name that hold at a place: those of the innermost block that has any.</summary>
    /// <param name="around">The blocks around the place, outermost first.</param>
    /// <param name="name">Of the directive.</param>
    public ImmutableArray<Directive> Holding(IEnumerable<Directive> around, string name) =>
        around.Reverse().Append(null).Select(block => In(block, name).ToImmutableArray()).FirstOrDefault(found => !found.IsEmpty, []);

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

    /// <summary>The server that a directive stands in; null outside of one.</summary>
    public ServerBlock? ServerOf(PlacedDirective placed) =>
        placed.Around.Select(block => serverByBlock.Value.GetValueOrDefault(block)).FirstOrDefault(server => server is not null);

    /// <summary>The *_pass that stands in a location itself, not in an if or a nested location; null when there is none.</summary>
    public Pass? PassOf(LocationBlock location) => passByBlock.Value.GetValueOrDefault(location.Directive);

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
