using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>A block as nginx keeps it for a request: what it says itself, and what it inherits from the blocks around it.</summary>
internal sealed class ConfigBlock
{
    private readonly List<Directive> settings = [];
    private readonly Dictionary<Directive, ConfigBlock> conditions = new(ReferenceEqualityComparer.Instance);
    private List<ConfigBlock>? locations;
    private ConfigBlock? limitExcept;

    public ConfigBlock(Directive directive, ConfigBlock? outer)
    {
        (Directive, Outer) = (directive, outer);
        foreach (var child in directive.Children())
        {
            _ = (outer, child.Name) switch
            {
                (null, "server") => Add(Servers ??= [], child),
                (null, "upstream") => Add(Upstreams ??= [], child),
                _ => Add(settings, child),
            };
        }

        (Modifier, Name) = directive.Name == "location" ? LocationName.Split(directive) : ("", outer?.Name ?? "");
    }

    /// <summary>http, server, location, if or limit_except.</summary>
    public Directive Directive { get; }

    /// <summary>The block around it; null for http.</summary>
    public ConfigBlock? Outer { get; }

    /// <summary>server blocks; null but in http.</summary>
    public List<Directive>? Servers { get; }

    /// <summary>upstream blocks; null but in http.</summary>
    public List<Directive>? Upstreams { get; }

    /// <summary>What else stands in it, in order, includes in place.</summary>
    public IReadOnlyList<Directive> Settings => settings;

    /// <summary>"", "=", "^~", "~", "~*" or "@".</summary>
    public string Modifier { get; }

    /// <summary>Its name as byte text: the pattern of a location without "@"; for if and limit_except that of the location around.</summary>
    public string Name { get; }

    /// <summary>A location with a prefix, also when exact.</summary>
    public bool IsStatic => Directive.Name == "location" && Modifier is "" or "=" or "^~";

    /// <summary>A location with a regular expression.</summary>
    public bool IsRegex => Modifier is "~" or "~*";

    /// <summary>if or limit_except: a block without a name of its own.</summary>
    public bool IsNameless => Directive.Name is "if" or "limit_except";

    /// <summary>Its locations in order.</summary>
    public IReadOnlyList<ConfigBlock> Locations => locations ??= [.. settings.Where(d => d is { Name: "location", Block: not null }).Select(d => new ConfigBlock(d, this))];

    /// <summary>Its limit_except block.</summary>
    public ConfigBlock? LimitExcept => limitExcept ??= Own("limit_except") is { Block: not null } block ? new ConfigBlock(block, this) : null;

    /// <summary>The blocks from http to this one.</summary>
    public ImmutableArray<Directive> Scope => Outer is null ? [Directive] : Outer.Scope.Add(Directive);

    /// <summary>What it does with a request itself: the last of the directives that set clcf->handler.</summary>
    public Directive? Handler => settings.FindLast(IsHandler);

    /// <summary>A location that ends with '/' and passes requests on: without the '/' it answers 301.</summary>
    public bool RedirectsToSlash => Name.EndsWith('/') && settings.Exists(PassReader.IsPass);

    /// <summary>The block of an if in it.</summary>
    public ConfigBlock Condition(Directive directive)
    {
        if (!conditions.TryGetValue(directive, out var block))
        {
            conditions[directive] = block = new ConfigBlock(directive, this);
        }

        return block;
    }

    /// <summary>The first directive of a name in this block.</summary>
    public Directive? Own(string name)
    {
        foreach (var directive in settings)
        {
            if (directive.Name == name)
            {
                return directive;
            }
        }

        return null;
    }

    /// <summary>The first directive of a name in the innermost block that has one.</summary>
    public Directive? Find(string name) => Own(name) ?? Outer?.Find(name);

    /// <summary>All directives of a name in the innermost block that has one.</summary>
    public IReadOnlyList<Directive> FindAll(params ReadOnlySpan<string> names)
    {
        var found = new List<Directive>();
        foreach (var directive in settings)
        {
            if (names.Contains(directive.Name))
            {
                found.Add(directive);
            }
        }

        return found.Count > 0 || Outer is null ? found : Outer.FindAll(names);
    }

    /// <summary>A flag is on, here or further out.</summary>
    public bool IsOn(string name, bool usual = false) =>
        Find(name) is { Args: [var value, ..] } ? value.Equals("on", StringComparison.OrdinalIgnoreCase) : usual;

    private static bool Add(List<Directive> list, Directive directive)
    {
        list.Add(directive);
        return true;
    }

    private static bool IsHandler(Directive directive) =>
        PassReader.IsPass(directive) || (directive.Block is null && directive.Name is "empty_gif" or "stub_status" or "flv" or "mp4" or "perl" or "api")
        || directive.Name is "content_by_lua_block" or "content_by_lua_file" or "content_by_lua" or "js_content";
}
