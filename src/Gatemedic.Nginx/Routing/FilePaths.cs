namespace Gatemedic.Nginx;

/// <summary>Where a URI lies on the disk (ngx_http_map_uri_to_path).</summary>
internal static class FilePaths
{
    /// <summary>How much of the URI an alias replaces.</summary>
    /// <param name="Length">Chars of the URI, 0 for root; meaningless for a regular expression.</param>
    /// <param name="IsRegex">The alias stands in a location with a regular expression: it is the whole path.</param>
    public readonly record struct Alias(int Length, bool IsRegex)
    {
        /// <summary>An alias rather than a root.</summary>
        public bool Holds => Length > 0 || IsRegex;
    }

    /// <summary>The alias that holds in a block.</summary>
    public static Alias AliasOf(ConfigBlock block)
    {
        var (own, owner) = Declared(block);
        return own is { Name: "alias" } ? new Alias(owner!.Name.Length, owner.IsRegex) : default;
    }

    /// <summary>$document_root: root or alias with its variables.</summary>
    public static Value Root(RequestState state, Variables variables, RouterSettings settings)
    {
        if (Declared(state.Block).Directive is not { Args: [var written, ..], Name: var name })
        {
            return Absolute("html", settings);
        }

        // The variable $document_root cannot stand here: nginx refuses it.
        var value = variables.Expand(name == "root" && written.Length > 1 && written.EndsWith('/') ? written[..^1] : written == "/" && name == "root" ? "" : written);
        return value.IsKnown ? (Value)Absolute(value.Text, settings, written) : value;
    }

    /// <summary>The path of the request's URI; null when nginx answers 500 because an alias cannot hold after a rewrite.</summary>
    public static Value? Map(RequestState state, Variables variables, RouterSettings settings)
    {
        var alias = AliasOf(state.Block);
        if (alias.Holds && !state.ValidLocation)
        {
            return null;
        }

        var root = Root(state, variables, settings);
        if (alias.IsRegex)
        {
            return root with { Text = root.Text + (state.AddsUriToAlias ? state.Uri : "") };
        }

        return alias.Length > state.Uri.Length ? (Value?)null : root with { Text = root.Text + state.Uri[alias.Length..] };
    }

    private static string Absolute(string path, RouterSettings settings, string written = "") =>
        path.StartsWith('/') || (path.Length == 0 && written.Length > 0) ? path : settings.Prefix.TrimEnd('/') + "/" + path;

    private static (Directive? Directive, ConfigBlock? Block) Declared(ConfigBlock block)
    {
        for (var at = block; at is not null; at = at.Outer)
        {
            foreach (var setting in at.Settings)
            {
                if (setting.Name is "root" or "alias")
                {
                    return (setting, at);
                }
            }
        }

        return (null, null);
    }
}
