using System.Collections.Immutable;
using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>A file of a private configuration.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="Original">The file that it stands for: what nginx says of the one is true of the other, line by line.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ShadowFile(string Path, string Original, byte[] Content);

/// <summary>
/// Rewrites a configuration so that another nginx can run by it beside the one that serves: the same servers, locations and upstreams, with
/// nothing of its own outside of one directory. Every file stays a file, and every line where it is.
/// </summary>
internal sealed class ShadowConfiguration
{
    /// <summary>What "-g" is called in messages.</summary>
    public const string Globals = "-g";

    private readonly IConfigFiles _files;
    private readonly string _mainPath;
    private readonly ShadowSeat _seat;
    private readonly OrderedDictionary<string, string> _paths = [];
    private readonly List<Edit> _edits = [];

    private ShadowConfiguration(IConfigFiles files, string mainPath, ShadowSeat seat) => (_files, _mainPath, _seat) = (files, mainPath, seat);

    /// <summary>The files of the private configuration, the main one first.</summary>
    /// <param name="tree">The configuration.</param>
    /// <param name="files">The bytes that it was read from.</param>
    /// <param name="mainPath">Its main file.</param>
    /// <param name="globals">What the serving nginx has as -g; null = nothing.</param>
    /// <param name="seat">Where the private nginx sits.</param>
    public static ImmutableArray<ShadowFile> Make(ConfigTree tree, IConfigFiles files, string mainPath, string? globals, ShadowSeat seat)
    {
        var given = new Dictionary<string, ReadOnlyMemory<byte>> { [Globals] = Encoding.UTF8.GetBytes(globals ?? "") };
        var configuration = new ShadowConfiguration(new OverlaidFiles(files, given), mainPath, seat);
        configuration._paths[mainPath] = seat.MainPath;
        configuration.Main(ConfigParser.Parse(new OverlaidFiles(null, given), Globals).Root);
        configuration.Main(tree.Root);
        var include = Statement.Of("include", configuration.PathOf(Globals));
        configuration._edits.Insert(0, new Edit(mainPath, 0, 0, string.Join(' ', [.. seat.Main, include]) + " "));
        var edits = configuration._edits.ToLookup(e => e.File);
        return [.. configuration._paths.Select(p => new ShadowFile(p.Value, p.Key, Edit.Apply(configuration._files.Read(p.Key).Content.Span, edits[p.Key])))];
    }

    private void Main(IEnumerable<Directive> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Included is { } included)
            {
                Include(directive);
                Main(included);
            }
            else if (directive.Block is { } block && ShadowRules.MainBlocks.Contains(directive.Name))
            {
                Inside(block);
                if (directive.Name == "http")
                {
                    Append(directive, _seat.Http);
                }
            }
            else if (directive.Block is not null || ShadowRules.Dropped.Contains(directive.Name))
            {
                Replace(directive, "");
            }
        }
    }

    private void Inside(IEnumerable<Directive> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Included is { } included)
            {
                Include(directive);
                Inside(included);
            }
            else if (directive.Block is { } block)
            {
                Block(directive, block);
            }
            else if (directive.Name == "listen")
            {
                Replace(directive, Listen(directive));
            }
            else if (ShadowRules.Dropped.Contains(directive.Name))
            {
                Replace(directive, "");
            }
            else if (directive is { Name: "worker_connections", Args: [var number] } && int.TryParse(number, out var connections) && connections > ShadowRules.MostConnections)
            {
                Replace(directive, $"worker_connections {ShadowRules.MostConnections};");
            }
            else if (ShadowRules.CachePaths.Contains(directive.Name) && directive.Args is [var path, .. var rest])
            {
                Replace(directive, Statement.Of(directive.Name, [_seat.CacheOf(path), .. rest]).ToString());
            }
        }
    }

    private void Block(Directive directive, ImmutableArray<Directive> block)
    {
        if (KnownDirectives.HoldsData(directive.Name))
        {
            foreach (var include in block.Where(d => d.Included is not null))
            {
                Data(include);
            }

            return;
        }

        Inside(block);

        // The server of an upstream block is no block.
        if (directive.Name == "server" && !directive.Children().Any(d => d.Name == "listen"))
        {
            Append(directive, [Statement.Of("listen", _seat.Listeners.Of(Implicit(directive)))]);
        }
    }

    private void Data(Directive include)
    {
        Include(include);
        foreach (var inner in include.Included!.Value.Where(d => d.Included is not null))
        {
            Data(inner);
        }
    }

    private static Listen Implicit(Directive server) => new("*", 80, false, false, false, server.File, server.Line);

    private string Listen(Directive directive)
    {
        var parameters = directive.Args[Math.Min(1, directive.Args.Length)..].Where(ShadowRules.ListenParameters.Contains);
        return string.Join(' ', ListenParser.Parse(directive).Select(l => Statement.Of("listen", [_seat.Listeners.Of(l), .. parameters])));
    }

    private void Include(Directive include)
    {
        var pattern = include.Args[0].StartsWith('/') ? include.Args[0] : $"{_mainPath[.._mainPath.LastIndexOf('/')]}/{include.Args[0]}";
        var files = pattern.AsSpan().ContainsAny("*?[") ? _files.Glob(pattern) : [pattern];
        Replace(include, string.Join(' ', files.Select(f => Statement.Of("include", PathOf(f)))));
    }

    private string PathOf(string original)
    {
        if (!_paths.TryGetValue(original, out var path))
        {
            _paths[original] = path = _seat.FileOf(_paths.Count);
        }

        return path;
    }

    /// <summary>Other words for a directive, on as many lines.</summary>
    private void Replace(Directive directive, string text)
    {
        var lines = _files.Read(directive.File).Content.Span[directive.Span.Start..directive.Span.End].Count((byte)'\n');
        _edits.Add(new Edit(directive.File, directive.Span.Start, directive.Span.End, text + new string('\n', lines)));
    }

    /// <summary>Statements before the closing brace of a block.</summary>
    private void Append(Directive block, IEnumerable<Statement> statements) =>
        _edits.Add(new Edit(block.File, block.Span.End - 1, block.Span.End - 1, string.Join(' ', statements) + " "));
}
