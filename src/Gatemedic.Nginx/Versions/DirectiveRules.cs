using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>By what a configuration is judged.</summary>
public sealed record DirectiveRuleOptions
{
    /// <summary>The release that would load it; null: only what every release refuses is a fault.</summary>
    public NginxVersion? Version { get; init; }

    /// <summary>What was built in; null: every module.</summary>
    public NginxModules? Modules { get; init; }

    /// <summary>Names that no release of nginx knows are faults too. Without it they count as third-party directives.</summary>
    public bool Strict { get; init; }

    /// <summary>Where the outermost directives stand: more than <see cref="DirectiveContexts.Main"/> for a fragment; several when it is not known which.</summary>
    public DirectiveContexts Context { get; init; } = DirectiveContexts.Main;
}

/// <summary>Finds what nginx refuses at load though its grammar is right, as ngx_conf_handler and the ngx_conf_set_*_slot functions do.</summary>
public sealed class DirectiveRules
{
    private readonly DirectiveRuleOptions options;
    private readonly HashSet<string> loaded = [];
    private readonly Dictionary<string, List<DirectiveRow>> available = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ConfigError>.Builder faults = ImmutableArray.CreateBuilder<ConfigError>();

    private DirectiveRules(DirectiveRuleOptions options) => this.options = options;

    /// <summary>Every fault in the order of the configuration, its grammar fault last; the first is the one that nginx reports.</summary>
    /// <param name="tree">The configuration, or as much as could be read of it.</param>
    /// <param name="options">Null: any release, all modules, third-party directives allowed.</param>
    public static ImmutableArray<ConfigError> Check(ConfigTree tree, DirectiveRuleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var rules = new DirectiveRules(options ?? new DirectiveRuleOptions());
        rules.Block(tree.Children(), rules.options.Context);
        if (tree.Error is { } error)
        {
            rules.faults.Add(rules.AsJudged(error));
        }

        return rules.faults.ToImmutable();
    }

    /// <summary>The parser knows no release and no build: where the directive is unknown to these, nginx stops at that and not at its missing or needless block.</summary>
    private ConfigError AsJudged(ConfigError error)
    {
        var known = error.Message.Split('"') is ["directive ", var name, ..] ? DirectiveTable.Of(name) : [];
        return known.IsEmpty || Available(known).Count > 0
            ? error
            : error with { Message = $"unknown directive \"{known[0].Name}\"", Hint = WhyUnknown(known) };
    }

    private void Block(IEnumerable<Directive> directives, DirectiveContexts context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directive in directives)
        {
            if (directive is { Name: "load_module", Args: [var path, ..] })
            {
                loaded.Add(path[(path.LastIndexOf('/') + 1)..].Replace(".so", "", StringComparison.Ordinal));
                available.Clear();
            }

            var known = DirectiveTable.Of(directive.Name);
            if (!known.IsEmpty && Available(known).Count == 0)
            {
                // What stands in a block that is not there would only be refused for that.
                Fail(directive, $"unknown directive \"{directive.Name}\"", WhyUnknown(known));
                continue;
            }

            if (known.IsEmpty)
            {
                if (options.Strict && !KnownDirectives.HoldsLua(directive.Name))
                {
                    Fail(directive, $"unknown directive \"{directive.Name}\"", NearMiss(directive.Name));
                }
            }
            else
            {
                Judge(directive, directive.PassingArgs(), context, seen);
            }

            if (directive.Block is not null && context.Enter(directive.Name) is var inner and not DirectiveContexts.None)
            {
                Block(directive.Children(), inner);
            }
        }
    }

    private void Judge(Directive directive, ImmutableArray<string> args, DirectiveContexts context, HashSet<string> seen)
    {
        var (name, known) = (directive.Name, DirectiveTable.Of(directive.Name));
        if (Row(directive, args, Available(known), context) is not { } row)
        {
            Fail(directive, $"\"{name}\" directive is not allowed here", Places(Available(known), known, context));
        }
        else if (directive.Block is not null != row.IsBlock)
        {
            Fail(directive, row.IsBlock ? $"directive \"{name}\" has no opening \"{{\"" : $"directive \"{name}\" is not terminated by \";\"", null);
        }
        else if (!row.Arguments.Allows(args.Length))
        {
            Fail(directive, $"invalid number of arguments in \"{name}\" directive", Newer(directive, args, context) ?? $"it takes {row.Arguments}, not {args.Length}");
        }
        else if (row.Value.Once && !seen.Add(SharedField(name, row)))
        {
            Fail(directive, $"\"{name}\" directive is duplicate", "the same block has one before");
        }
        else if (ArgumentRules.Fault(name, args.AsSpan(), row.Value) is { } fault)
        {
            Fail(directive, fault, Newer(directive, args, context));
        }
    }

    /// <summary>The row that nginx would take; null when it has none for this context.</summary>
    private static DirectiveRow? Row(Directive directive, ImmutableArray<string> args, List<DirectiveRow> available, DirectiveContexts context)
    {
        DirectiveRow? found = null;
        foreach (var row in available)
        {
            if ((row.Contexts & context) == 0)
            {
                continue;
            }

            // Where the release is not known, one that accepts the directive is enough.
            if (found is not null && Accepts(found, directive, args))
            {
                return found;
            }

            found = row;
        }

        return found;
    }

    private void Fail(Directive directive, string message, string? hint) =>
        faults.Add(directive.Fault(message, hint));

    /// <summary>Three names of the stream proxy set one value.</summary>
    private static string SharedField(string name, DirectiveRow row) =>
        name is "proxy_downstream_buffer" or "proxy_upstream_buffer" && (row.Contexts & DirectiveContexts.StreamServer) != 0 ? "proxy_buffer_size" : name;

    private static bool Accepts(DirectiveRow row, Directive directive, ImmutableArray<string> args) =>
        row.IsBlock == directive.Block is not null && row.Arguments.Allows(args.Length) && ArgumentRules.Fault(directive.Name, args.AsSpan(), row.Value) is null;

    /// <summary>A later release that takes the arguments.</summary>
    private string? Newer(Directive directive, ImmutableArray<string> args, DirectiveContexts context) =>
        options.Version is { } version
        && DirectiveTable.Of(directive.Name).FirstOrDefault(row => (row.Contexts & context) != 0 && Accepts(row, directive, args)) is { Versions: [{ Since: { } since }, ..] }
        && since > version
            ? $"nginx takes it since {since}; this is {version}"
            : null;

    /// <summary>The rows of this release and build; a name is asked for as often as it stands in the configuration.</summary>
    private List<DirectiveRow> Available(ImmutableArray<DirectiveRow> known)
    {
        if (!available.TryGetValue(known[0].Name, out var rows))
        {
            rows = [.. known.Where(row => row.IsIn(options.Version) && (options.Modules?.Have(row, loaded.Contains) ?? true))];
            available[known[0].Name] = rows;
        }

        return rows;
    }

    private string? WhyUnknown(ImmutableArray<DirectiveRow> known) =>
        known.FirstOrDefault(row => row.IsIn(options.Version)) is { } row ? options.Modules?.Missing(row, loaded.Contains) : Releases(known);

    private string Releases(ImmutableArray<DirectiveRow> known)
    {
        var ranges = known.SelectMany(row => row.Versions).ToList();
        return ranges.TrueForAll(range => range.Since > options.Version)
            ? $"nginx has it since {ranges.Min(range => range.Since)}; this is {options.Version}"
            : ranges.TrueForAll(range => range.Until < options.Version)
            ? $"nginx had it until {ranges.Max(range => range.Until)}; this is {options.Version}"
            : $"this release, {options.Version}, does not have it; a later patch of its branch may";
    }

    private string Places(List<DirectiveRow> built, ImmutableArray<DirectiveRow> known, DirectiveContexts context)
    {
        if (options.Version is { } version
            && known.FirstOrDefault(row => (row.Contexts & context) != 0) is { Versions: [{ Since: { } since }, ..] }
            && since > version)
        {
            return $"nginx allows it here since {since}; this is {version}";
        }

        var places = built.Aggregate(DirectiveContexts.None, (all, row) => all | row.Contexts);
        return $"it may stand in {places.Text()}";
    }

    /// <summary>The one name that differs in a single slip of the pen.</summary>
    private static string? NearMiss(string name) =>
        DirectiveTable.Names.Where(candidate => Spelling.IsOneSlipAway(candidate, name)).Take(2).ToList() is [var only] ? $"did you mean \"{only}\"?" : null;
}
