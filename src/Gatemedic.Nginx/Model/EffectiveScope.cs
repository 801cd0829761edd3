using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Which values hold in a place of a configuration.</summary>
/// <param name="Scope">The blocks around it, from http or stream to the innermost.</param>
/// <param name="Kind">http or stream.</param>
/// <param name="Prefix">The prefix of the directives of the *_pass there: <c>proxy_</c>; empty when there is none.</param>
/// <param name="Index">Finds the directives of a block.</param>
/// <param name="Version">Whose defaults hold; null when it is not known.</param>
internal sealed record EffectiveScope(ImmutableArray<Directive> Scope, ServerKind Kind, string Prefix, DirectiveIndex Index, NginxVersion? Version)
{
    /// <summary>All values of a directive: those of the innermost level that has any, else nginx's defaults.</summary>
    public ImmutableArray<EffectiveValue> All(string directive)
    {
        for (var level = Scope.Length - 1; level >= 0; level--)
        {
            var set = Index.In(Scope[level], directive);
            if (set.Length > 0)
            {
                return [.. set.Select(d => new EffectiveValue(directive, d.Args, d.File, d.Line))];
            }
        }

        return Computed(directive) is { } computed
            ? [new EffectiveValue(directive, [computed], null, null)]
            : [.. Defaults(directive).Select(words => new EffectiveValue(directive, words, null, null))];
    }

    /// <summary>The default headers that the set ones leave in place: proxy_set_header adds to them, by name.</summary>
    public ImmutableArray<EffectiveValue> Unreplaced(string directive)
    {
        var set = All(directive);
        return set is [{ File: null }, ..]
            ? []
            : [.. Defaults(directive)
                .Where(words => !set.Any(s => s.Args is [var name, ..] && name.Equals(words[0], StringComparison.OrdinalIgnoreCase)))
                .Select(words => new EffectiveValue(directive, words, null, null))];
    }

    private ImmutableArray<ImmutableArray<string>> Defaults(string directive) => DirectiveTable.Defaults(
        directive,
        Kind == ServerKind.Http ? DirectiveContexts.Server | DirectiveContexts.Location : DirectiveContexts.StreamServer,
        Version);

    /// <summary>The sizes that nginx takes from others: twice the larger of *_buffer_size and one of *_buffers.</summary>
    private string? Computed(string directive)
    {
        if (Kind == ServerKind.Stream
            || (directive != Prefix + "busy_buffers_size" && directive != Prefix + "temp_file_write_size")
            || All(Prefix + "buffers") is not [{ Args: [_, var one] }, ..]
            || All(Prefix + "buffer_size") is not [{ Args: [var first] }, ..]
            || !NginxUnits.TryParseSize(one, out var buffer)
            || !NginxUnits.TryParseSize(first, out var header))
        {
            return null;
        }

        var larger = Math.Max(buffer, header);
        return larger > long.MaxValue / 2 ? null : NginxUnits.FormatSize(2 * larger);
    }
}
