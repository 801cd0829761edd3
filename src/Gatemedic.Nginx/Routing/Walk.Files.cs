namespace Gatemedic.Nginx;

/// <content>Answers from the disk: index, autoindex, static files.</content>
internal sealed partial class Walk
{
    /// <summary>The handlers for files in their order: index, autoindex, dav, static.</summary>
    private Phase Files()
    {
        var reads = state.Method is "GET" or "HEAD";
        if (state.Uri.Length == 0)
        {
            return Fail(404, "the URI is empty");
        }

        if (state.Block.Find("dav_methods") is { } dav && dav.Args.Contains(state.Method))
        {
            Step("content", $"WebDAV {state.Method}", dav);
            return End(new RouteOutcome(RouteKind.Static, null, PathOf(state.Uri)), dav);
        }

        if (state.Uri.EndsWith('/'))
        {
            return (reads || state.Method == "POST" ? Index() : null)
                ?? (reads && state.Block.IsOn("autoindex") ? Listing() : (Phase?)null)
                ?? (reads || state.Method == "POST" ? Fail(403, "there is no index file and no listing")
                    : Fail(NotAllowed, $"a file cannot be answered to {state.Method}"));
        }

        return reads || state.Method == "POST" ? StaticFile() : Fail(NotAllowed, $"a file cannot be answered to {state.Method}");
    }

    /// <summary>ngx_http_index_handler; null when no index file is there.</summary>
    private Phase? Index()
    {
        var directives = state.Block.FindAll("index");
        var words = directives.Count > 0 ? directives.SelectMany(d => d.Args.Select(w => (Word: w, Directive: (Directive?)d))) : [("index.html", null)];
        var isTested = false;
        foreach (var (word, directive) in words)
        {
            if (word.StartsWith('/') && !word.Contains('$', StringComparison.Ordinal))
            {
                Step("index", $"on to {word}", directive);
                return InternalRedirect(ByteText.FromText(word), state.Args);
            }

            if (FilePaths.Map(state, variables, settings) is not { } directory)
            {
                return Fail(500, "alias cannot hold where the URI was rewritten", directive);
            }

            var name = variables.Expand(word);
            if (!name.IsKnown || !directory.IsKnown)
            {
                return Unknowable("the index file", name.IsKnown ? directory : name);
            }

            if (name.Text.StartsWith('/'))
            {
                Step("index", $"on to {Shown(name.Text)}", directive);
                return InternalRedirect(name.Text, state.Args);
            }

            var path = directory.Text + name.Text;
            switch (Look(Shown(path)))
            {
                case PathKind.Forbidden:
                    return Fail(403, $"{Shown(path)} is forbidden", directive);
                case PathKind.Missing:
                    if (!isTested && Look(Shown(directory.Text.Length > 1 ? directory.Text.TrimEnd('/') : directory.Text)) is not PathKind.Directory and var kind)
                    {
                        // The path of an alias without a final slash may be that of a file.
                        return Fail(kind == PathKind.File && !directory.Text.EndsWith('/') ? 500 : 404, $"there is no directory {Shown(directory.Text)}", directive);
                    }

                    isTested = true;
                    continue;
                case PathKind.Unknown when !Assume(path, PathKind.File, "index looks for it on the disk", isUsual: true):
                    continue;
            }

            Step("index", $"{Shown(path)}", directive);
            return InternalRedirect(state.Uri + name.Text, state.Args);
        }

        return null;
    }

    /// <summary>ngx_http_autoindex_handler. It cuts off the last character of the path, whether or not that is a slash.</summary>
    private Phase Listing()
    {
        var directive = state.Block.Find("autoindex");
        var path = PathOf(state.Uri);
        return path is null ? Fail(500, "alias cannot hold where the URI was rewritten", directive)
            : Look(path.Length > 1 ? path[..^1] : path) switch
            {
                PathKind.Missing or PathKind.File or PathKind.Other => Fail(404, $"there is no directory {path}", directive),
                PathKind.Forbidden => Fail(403, $"{path} is forbidden", directive),
                _ => Answer(path, directive, "a listing"),
            };
    }

    private Phase StaticFile()
    {
        if (PathOf(state.Uri) is not { } path)
        {
            return Fail(500, "alias cannot hold where the URI was rewritten");
        }

        switch (Look(path))
        {
            case PathKind.Unknown:
                decisions.Note($"file {path}", "whether it is there is known on the disk only");
                Step("content", $"the file {path}", state.Block.Find("root") ?? state.Block.Find("alias"));
                return End(new RouteOutcome(RouteKind.Static, null, path));
            case PathKind.Directory:
                return Fail(301, $"{path} is a directory", null, DirectoryLocation());
            case PathKind.File:
                return state.Method == "POST" ? Fail(NotAllowed, "a file cannot be answered to POST") : Answer(path, null, "the file");
            case PathKind.Forbidden:
                return Fail(403, $"{path} is forbidden");
            default:
                return Fail(404, $"there is no file {path}");
        }
    }

    private Phase Answer(string path, Directive? by, string what)
    {
        Step("content", $"{what} {path}", by ?? state.Block.Find("root") ?? state.Block.Find("alias"));
        return End(new RouteOutcome(RouteKind.Static, Status(200), path), by);
    }

    /// <summary>The URI with a slash; with arguments, where there are any.</summary>
    private string DirectoryLocation() => Escaping.Uri(state.Uri) + "/" + (state.Args.Length > 0 ? "?" + state.Args : "");

    private string? PathOf(string uri) => FilePaths.Map(state, variables, settings) is { } path && uri == state.Uri ? Shown(path.Text) : null;

    /// <summary>What a path is, by the disk or by what was taken for granted before.</summary>
    private PathKind Look(string path) => assumed.TryGetValue(path, out var kind) ? kind : settings.Files.Look(path);

    /// <summary>Takes for granted that something is at a path, or that it is not.</summary>
    private bool Assume(string path, PathKind kind, string why, bool isUsual)
    {
        var isThere = decisions.Take($"{(kind == PathKind.Directory ? "directory" : "file")} {Shown(path)}", why, (isUsual, isUsual ? "it is there" : "it is not there"));
        if (isThere)
        {
            assumed[Shown(path)] = kind;
        }

        return isThere;
    }
}
