using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Where a word with variables stands.</summary>
/// <param name="Server">The server around it.</param>
/// <param name="Location">The innermost location around it.</param>
/// <param name="Scope">The blocks around it, from the outermost.</param>
internal sealed record Site(ServerBlock Server, LocationBlock? Location, ImmutableArray<Directive> Scope);

/// <summary>Follows variables whose value the configuration fixes: a single <c>set</c> outside <c>if</c>, a <c>map</c> with one outcome, a few built-in ones.</summary>
internal sealed class StaticVariables(DirectiveIndex index)
{
    private const int MaxDepth = 16;
    private const int MaxLength = 4096;

    private readonly ListedValues choices = new(index);
    private readonly Dictionary<Directive, Dictionary<string, Assignment>> assignments = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Directive, Dictionary<string, Directive>> maps = new(ReferenceEqualityComparer.Instance);

    /// <summary>The word with every known variable replaced.</summary>
    public Expansion Expand(string word, Site site) => Expand(word, site, 0);

    /// <summary>What the word can become where the values of its first such variable are listed; empty when none is.</summary>
    public IEnumerable<Expansion> Outcomes(string word, Site site)
    {
        var parts = VariableSyntax.Parts(word).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].IsVariable && choices.Of(Source(parts[i].Text, site), site.Server.Parent) is { IsEmpty: false } values)
            {
                var (before, after) = (Written(parts[..i]), Written(parts[(i + 1)..]));
                return values.Select(value => Expand(before + value + after, site));
            }
        }

        return [];
    }

    private static string Written(IEnumerable<(string Text, bool IsVariable)> parts) => string.Concat(parts.Select(p => p.IsVariable ? $"${{{p.Text}}}" : p.Text));

    /// <summary>The variable from which a set copies this one; itself where none does.</summary>
    private string Source(string name, Site site)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            var assignment = RewriteBlocks(site.Scope).Select(block => Assignments(block).GetValueOrDefault(name)).FirstOrDefault(a => a is not null);
            if (assignment is not { Because: null } || VariableSyntax.Parts(assignment.Value).ToList() is not [{ IsVariable: true, Text: var copied }])
            {
                break;
            }

            name = copied;
        }

        return name;
    }

    private Expansion Expand(string word, Site site, int depth)
    {
        var text = new StringBuilder();
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (var (part, isVariable) in VariableSyntax.Parts(word))
        {
            var value = !isVariable ? Expansion.Of(part)
                : depth < MaxDepth && text.Length < MaxLength ? Value(part, site, depth + 1)
                : Expansion.Of(Expansion.Opaque, "$" + part);
            text.Append(value.Text);
            unknown.AddRange(value.Unknown);
        }

        return new Expansion(text.ToString(), unknown.DrainToImmutable());
    }

    private Expansion Value(string name, Site site, int depth)
    {
        foreach (var block in RewriteBlocks(site.Scope))
        {
            if (Assignments(block).GetValueOrDefault(name) is { } assignment)
            {
                return assignment.Because is { } because
                    ? Expansion.Of(Expansion.Opaque, $"${name} ({because})")
                    : Expand(assignment.Value, site, depth);
            }
        }

        return Maps(site.Server.Parent).TryGetValue(name, out var map) ? Map(map, site, depth) : BuiltIn(name, site);
    }

    /// <summary>The blocks whose <c>set</c> runs before the request is passed on: the innermost location and the server, not the locations between.</summary>
    private static IEnumerable<Directive> RewriteBlocks(ImmutableArray<Directive> scope)
    {
        var inLocation = true;
        for (var i = scope.Length - 1; i >= 0; i--)
        {
            if (inLocation || scope[i].Name == "server")
            {
                yield return scope[i];
            }

            inLocation &= scope[i].Name != "location";
        }
    }

    private Dictionary<string, Assignment> Assignments(Directive block)
    {
        if (assignments.TryGetValue(block, out var known))
        {
            return known;
        }

        known = new Dictionary<string, Assignment>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Sets(block))
        {
            known[name] = known.TryGetValue(name, out var before) && before.Value != value
                ? before with { Because = "set more than once" }
                : new Assignment(value, null);
        }

        foreach (var (name, _) in index.In(block, "if").SelectMany(Sets))
        {
            known[name] = new Assignment("", "set in an if");
        }

        return assignments[block] = known;
    }

    private IEnumerable<(string Name, string Value)> Sets(Directive block) =>
        from set in index.In(block, "set")
        where set.Args.Length == 2 && set.Args[0].StartsWith('$')
        select (set.Args[0][1..], set.Args[1]);

    private Dictionary<string, Directive> Maps(Directive parent)
    {
        if (!maps.TryGetValue(parent, out var known))
        {
            known = new Dictionary<string, Directive>(StringComparer.OrdinalIgnoreCase);
            foreach (var map in index.In(parent, "map").Where(m => m.Args.Length == 2 && m.Args[1].StartsWith('$')))
            {
                known.TryAdd(map.Args[1][1..], map);
            }

            maps[parent] = known;
        }

        return known;
    }

    private Expansion Map(Directive map, Site site, int depth)
    {
        var lines = map.Children().Where(line => line.Args.Length == 1).ToList();
        var otherwise = lines.Find(line => line.Name == "default")?.Args[0] ?? "";
        if (lines.TrueForAll(line => line.Args[0] == otherwise))
        {
            return Expand(otherwise, site, depth);
        }

        var source = Expand(map.Args[0], site, depth);
        if (!source.IsKnown || lines.Exists(line => line.Name.StartsWith('~')) || index.In(map, "hostnames").Length > 0)
        {
            var names = source.IsKnown ? $"${map.Args[1][1..]} (a map at {map.Where})" : string.Join(", ", source.Unknown);
            return Expansion.Of(Expansion.Opaque, names);
        }

        var found = lines.Find(line => line.Name.TrimStart('\\').Equals(source.Text, StringComparison.OrdinalIgnoreCase));
        return Expand(found?.Args[0] ?? otherwise, site, depth);
    }

    private static Expansion BuiltIn(string name, Site site)
    {
        var listens = site.Server.Listens;
        return name switch
        {
            "request_uri" or "uri" or "document_uri" or "is_args" => Expansion.Of(Expansion.UriStart, "$" + name),
            "scheme" when listens.All(l => l.Ssl) => Expansion.Of("https"),
            "scheme" when listens.All(l => !l.Ssl) => Expansion.Of("http"),
            "server_port" when listens.DistinctBy(l => l.Port).Count() == 1 => Expansion.Of($"{listens[0].Port}"),
            "server_name" when site.Server.Names is [var first, ..] && !first.StartsWith('~') => Expansion.Of(first),
            [>= '1' and <= '9'] when CaptureStartsUri(name[0] - '0', site.Location) => Expansion.Of(Expansion.UriStart, "$" + name),
            _ => Expansion.Of(Expansion.Opaque, "$" + name),
        };
    }

    /// <summary>The location's regular expression has the capture as <c>(/...)</c>.</summary>
    private static bool CaptureStartsUri(int number, LocationBlock? location)
    {
        if (location is not { Modifier: "~" or "~*", Pattern: var pattern })
        {
            return false;
        }

        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == '(' && (i + 1 == pattern.Length || pattern[i + 1] != '?') && --number == 0)
            {
                return i + 1 < pattern.Length && pattern[i + 1] == '/';
            }
        }

        return false;
    }

    /// <summary>What a block sets a variable to, or why that is not fixed.</summary>
    private sealed record Assignment(string Value, string? Because);
}
