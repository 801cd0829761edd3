using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <content>Which value of a directive holds for a *_pass.</content>
public sealed partial record ConfigModel
{
    private DirectiveIndex index = new();

    /// <summary>The value of a directive that is set once a level: the innermost level wins, else nginx's default; no words when it has none.</summary>
    /// <param name="pass">Whose scope counts.</param>
    /// <param name="directive">Full name: <c>proxy_read_timeout</c>.</param>
    public EffectiveValue Effective(Pass pass, string directive) =>
        EffectiveAll(pass, directive) is [var first, ..] ? first : new EffectiveValue(directive, [], null, null);

    /// <summary>All values of a list directive: those of the innermost level that has any, because one there discards what outer levels say.</summary>
    /// <param name="pass">Whose scope counts.</param>
    /// <param name="directive">Full name: <c>proxy_set_header</c>.</param>
    public ImmutableArray<EffectiveValue> EffectiveAll(Pass pass, string directive)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(directive);
        for (var level = pass.Scope.Length - 1; level >= 0; level--)
        {
            var set = index.In(pass.Scope[level], directive);
            if (set.Length > 0)
            {
                return [.. set.Select(d => new EffectiveValue(directive, d.Args, d.File, d.Line))];
            }
        }

        return Computed(pass, directive) is { } computed
            ? [new EffectiveValue(directive, [computed], null, null)]
            : [.. Defaults(directive, pass.Server.Kind).Select(words => new EffectiveValue(directive, words, null, null))];
    }

    private ImmutableArray<ImmutableArray<string>> Defaults(string directive, ServerKind kind) => DirectiveTable.Defaults(
        directive,
        kind == ServerKind.Http ? DirectiveContexts.Server | DirectiveContexts.Location : DirectiveContexts.StreamServer,
        Version);

    /// <summary>The sizes that nginx takes from others: twice the larger of *_buffer_size and one of *_buffers.</summary>
    private string? Computed(Pass pass, string directive)
    {
        var prefix = pass.Protocol.DirectivePrefix();
        if (pass.Server.Kind == ServerKind.Stream
            || (directive != prefix + "busy_buffers_size" && directive != prefix + "temp_file_write_size")
            || Effective(pass, prefix + "buffers").Args is not [_, var one]
            || Effective(pass, prefix + "buffer_size").Args is not [var first]
            || !NginxUnits.TryParseSize(one, out var buffer)
            || !NginxUnits.TryParseSize(first, out var header))
        {
            return null;
        }

        var larger = Math.Max(buffer, header);
        return larger > long.MaxValue / 2 ? null : NginxUnits.FormatSize(2 * larger);
    }
}
