namespace Gatemedic.Nginx;

/// <content>try_files.</content>
internal sealed partial class Walk
{
    /// <summary>ngx_http_try_files_handler. It holds only in the block where it stands: not inside an if.</summary>
    private Phase TryFiles()
    {
        if (state.Block.Own("try_files") is not { Args.Length: >= 2 } directive)
        {
            return Phase.Content;
        }

        var alias = FilePaths.AliasOf(state.Block);
        if (alias.Holds && !state.ValidLocation)
        {
            return Fail(500, "alias cannot hold where the URI was rewritten", directive);
        }

        var root = FilePaths.Root(state, variables, settings);
        foreach (var word in directive.Args[..^1])
        {
            var wantsDirectory = word.EndsWith('/');
            var name = variables.Expand(wantsDirectory ? word[..^1] : word);
            if (!name.IsKnown || !root.IsKnown)
            {
                if (!decisions.Take($"try_files {word}", "depends on " + string.Join(", ", (name.IsKnown ? root : name).Unknown), (false, "it does not exist")))
                {
                    continue;
                }

                return Unknowable("the file of try_files", name.IsKnown ? root : name);
            }

            var below = BelowAlias(word, name.Text, alias);
            var prefix = alias.IsRegex && state.AddsUriToAlias ? root.Text + state.Uri : root.Text;
            if (!IsThere(directive, prefix + below, wantsDirectory))
            {
                continue;
            }

            Step("try_files", $"{Shown(prefix + below)} is there", directive);
            if (alias.IsRegex)
            {
                (state.Uri, state.AddsUriToAlias) = wantsDirectory ? (state.Uri, state.AddsUriToAlias) : (below, true);
            }
            else
            {
                state.Uri = alias.Holds ? state.Uri[..alias.Length] + below : below;
            }

            return Phase.Content;
        }

        return Fallback(directive, alias);
    }

    /// <summary>A name with variables loses the part of the URI that an alias replaces; so does the fallback, which then may lack its first slash.</summary>
    private string BelowAlias(string word, string name, FilePaths.Alias alias)
    {
        var replaced = state.Uri[..Math.Min(alias.Length, state.Uri.Length)];
        return alias is { Holds: true, IsRegex: false } && word.Contains('$', StringComparison.Ordinal) && name.StartsWith(replaced, StringComparison.Ordinal)
            ? name[replaced.Length..]
            : name;
    }

    private bool IsThere(Directive directive, string path, bool wantsDirectory)
    {
        var kind = Look(Shown(path));
        return kind switch
        {
            PathKind.Unknown => Assume(path, wantsDirectory ? PathKind.Directory : PathKind.File, $"try_files looks for it on the disk ({directive.Where})", isUsual: false),
            PathKind.Directory => wantsDirectory,
            PathKind.File or PathKind.Other => !wantsDirectory,
            _ => false,
        };
    }

    private Phase Fallback(Directive directive, FilePaths.Alias alias)
    {
        var last = directive.Args[^1];
        if (last.StartsWith('='))
        {
            return Fail(Number(last[1..]), "nothing that try_files names is there", directive);
        }

        var target = variables.Expand(last);
        target = target with { Text = BelowAlias(last, target.Text, alias) };
        if (!target.IsKnown && !target.Text.StartsWith('/'))
        {
            return Unknowable("where try_files leads", target);
        }

        Step("try_files", $"nothing named is there; on to {Shown(target.Text)}", directive);
        if (target.Text.StartsWith('@'))
        {
            return NamedLocation(target.Text);
        }

        var (uri, args) = SplitArgs(target.Text);
        return target.IsKnown || target.Unknown.All(u => !uri.Contains(u, StringComparison.Ordinal))
            ? InternalRedirect(uri, args)
            : Unknowable("where try_files leads", target);
    }
}
