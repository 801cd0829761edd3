namespace Gatemedic.Nginx;

/// <summary>What the parser must know of directives: which open a block and what a block holds. The rest is in <see cref="DirectiveTable"/>.</summary>
public static class KnownDirectives
{
    /// <summary>All names of nginx's own.</summary>
    public static IEnumerable<string> Names => DirectiveTable.Names;

    /// <summary>A name of nginx's own; others belong to third-party modules.</summary>
    public static bool Contains(string name) => DirectiveTable.Contains(name);

    /// <summary>The body is lines of data whose first word is a value (the module sets <c>cf->handler</c>).</summary>
    public static bool HoldsData(string name) => DirectiveTable.Of(name) is [{ Value.Kind: ValueKind.Data }, ..];

    /// <summary>The module reads its own body as Lua.</summary>
    public static bool HoldsLua(string name) => name.EndsWith("_by_lua_block", StringComparison.Ordinal);

    /// <summary>True when the directive must open a block, false when it must not, null when either may be right or it is not allowed there.</summary>
    /// <param name="name">The directive.</param>
    /// <param name="contexts">What the block around it is.</param>
    public static bool? NeedsBlock(string name, DirectiveContexts contexts) =>
        contexts == DirectiveContexts.None ? null : HoldsLua(name) ? true : DirectiveTable.NeedsBlock(name, contexts);
}
