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
        return new EffectiveScope(pass.Scope, pass.Server.Kind, pass.Protocol.DirectivePrefix(), index, Version).All(directive);
    }
}
