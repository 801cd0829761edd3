namespace Gatemedic.Nginx;

/// <summary>Reads a configuration as nginx reads it (ngx_conf_parse), up to the first grammar fault.</summary>
public sealed class ConfigParser
{
    /// <summary>nginx has no limit but its stack; no real configuration comes near.</summary>
    internal const int MaxBlockDepth = 512;

    /// <summary>nginx runs out of file descriptors in an include loop; this stops it earlier.</summary>
    internal const int MaxIncludeDepth = 100;

    private const int PermissionDenied = 13;
    private const int MaxFiles = 100_000;
    private const int MaxWords = 64_000_000;

    private readonly IConfigFiles files;
    private readonly string includeRoot;
    private readonly WordPool pool = new();
    private readonly List<Directive> finished = [];
    private readonly Dictionary<string, (ConfigFile File, SourceFile Source)> read = [];
    private OpenScope scope;
    private ConfigError? error;
    private int blockDepth;
    private int includeDepth;
    private int filesOpened;
    private long words;

    private ConfigParser(IConfigFiles files, string mainPath, ReadOnlyMemory<byte> main)
    {
        this.files = files;
        includeRoot = mainPath[..(mainPath.LastIndexOf('/') + 1)];
        scope = new OpenScope { Finished = finished, Source = new SourceFile(mainPath, main), Scanner = new StatementScanner(main, pool) };
    }

    /// <summary>Parses a main file and all that it includes; a fault ends up in <see cref="ConfigTree.Error"/>, never in an exception.</summary>
    /// <param name="files">Where files come from.</param>
    /// <param name="mainPath">Absolute path; relative includes start at its directory.</param>
    public static ConfigTree Parse(IConfigFiles files, string mainPath)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(mainPath);
        files = files is ConfigSnapshot snapshot ? new SnapshotFiles(snapshot) : files;
        var main = files.Read(mainPath);
        return main.IsRead
            ? new ConfigParser(files, mainPath, main.Content).Run()
            : new ConfigTree([], new ConfigError(CannotOpen(main), mainPath, 0, FaultHint.CannotOpen(main)));
    }

    private ConfigTree Run()
    {
        while (error is null && Step())
        {
        }

        while (scope.Outer is { } outer)
        {
            scope.Close();
            scope = outer;
        }

        return new ConfigTree([.. finished], error);
    }

    /// <summary>Reads one statement; false when the main file is done.</summary>
    private bool Step()
    {
        var scanner = scope.Scanner;
        var end = scanner.Next();
        words += scanner.Words.Count;
        if (words > MaxWords)
        {
            Fail($"more than {MaxWords} words in all files");
            return false;
        }

        switch (end)
        {
            case StatementEnd.Fault:
                Fail(scanner.Fault, FaultHint.Statement(scope));
                return false;
            case StatementEnd.BlockEnd when !scope.IsBlock:
                Fail("unexpected \"}\"", FaultHint.ExtraBrace(scope));
                return false;
            case StatementEnd.EndOfFile when scope.IsBlock:
                Fail("unexpected end of file, expecting \"}\"", FaultHint.MissingBrace(scope));
                return false;
            case StatementEnd.BlockEnd:
                Leave();
                return true;
            case StatementEnd.EndOfFile:
                return EndFile();
            default:
                Accept(scope.Statement(), end == StatementEnd.BlockStart);
                return true;
        }
    }

    private void Accept(Directive statement, bool opensBlock)
    {
        if (scope.HoldsData)
        {
            if (opensBlock)
            {
                Fail("unexpected \"{\"", FaultHint.BlockInData(scope));
            }
            else if (statement is { Name: "include", Args: [var path] } && scope.Block is "types" or "map" or "geo")
            {
                Include(statement, statement.Args[0]);
            }
            else
            {
                finished.Add(statement);
            }

            return;
        }

        switch (KnownDirectives.NeedsBlock(statement.Name, scope.Context))
        {
            case false when opensBlock:
                Fail($"directive \"{statement.Name}\" is not terminated by \";\"", FaultHint.NotTerminated(scope.Scanner));
                return;
            case true when !opensBlock:
                Fail($"directive \"{statement.Name}\" has no opening \"{{\"", FaultHint.NoOpening(scope.Scanner));
                return;
        }

        if (opensBlock)
        {
            Enter(statement);
        }
        else if (statement is { Name: "include", Args: [var path] })
        {
            Include(statement, path);
        }
        else
        {
            finished.Add(statement);
        }
    }

    private void Enter(Directive opener)
    {
        if (KnownDirectives.HoldsLua(opener.Name))
        {
            ReadLua(opener);
        }
        else if (++blockDepth > MaxBlockDepth)
        {
            Fail($"blocks are nested more than {MaxBlockDepth} deep");
        }
        else
        {
            scope = new OpenScope
            {
                Outer = scope,
                Finished = finished,
                Source = scope.Source,
                Scanner = scope.Scanner,
                Opener = opener,
                Block = opener.Name,
                Context = scope.Context.Enter(opener.Name) is var inner and not DirectiveContexts.None ? inner : DirectiveContextsExtensions.Inside(opener.Name),
                HoldsData = KnownDirectives.HoldsData(opener.Name),
            };
        }
    }

    private void ReadLua(Directive opener)
    {
        var scanner = scope.Scanner;
        var from = scanner.Position;
        var (end, fault) = LuaBlockScanner.Find(scanner.Bytes, from);
        var line = scanner.Line;
        var source = fault is null ? scanner.Bytes[from..(end - 1)] : scanner.Bytes[from..end];

        // The Lua module reports a body without end where it starts, a long bracket without end where that starts.
        scanner.Resume(end, end == scanner.Bytes.Length && fault is not null ? line : line + source.Count((byte)'\n'));
        if (fault is not null)
        {
            Fail(fault, $"the braces, quotes or brackets of the Lua code that starts on line {line} are not balanced");
        }

        finished.Add(opener with
        {
            Args = [.. opener.Args, pool.Text(source, false)],
            Block = [],
            Span = (opener.Span.Start, end),
        });
    }

    private void Leave()
    {
        blockDepth--;
        scope.Close();
        scope = scope.Outer!;
    }

    private void Include(Directive statement, string path)
    {
        // A C string ends at its first NUL.
        path = path.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul ? path[..nul] : path;
        var full = path.StartsWith('/') ? path : includeRoot + path;
        var included = new OpenScope
        {
            Outer = scope,
            Finished = finished,
            Source = scope.Source,
            Scanner = scope.Scanner,
            Opener = statement,
            Block = scope.Block,
            Context = scope.Context,
            HoldsData = scope.HoldsData,
            Files = full.AsSpan().ContainsAny("*?[") ? files.Glob(full) : [full],
        };
        includeDepth++;
        scope = included;
        OpenNextFile();
    }

    private bool EndFile()
    {
        if (scope.Outer is null)
        {
            return false;
        }

        OpenNextFile();
        return true;
    }

    private void OpenNextFile()
    {
        // Faults in opening are reported where the include stands.
        var outer = scope.Outer!;
        (scope.Source, scope.Scanner) = (outer.Source, outer.Scanner);
        if (scope.FilesOpened == scope.Files!.Value.Length)
        {
            includeDepth--;
            scope.Close();
            scope = outer;
            return;
        }

        var path = scope.Files.Value[scope.FilesOpened++];
        if (includeDepth > MaxIncludeDepth)
        {
            Fail($"files include each other more than {MaxIncludeDepth} deep", $"\"{path}\" probably includes itself, directly or through another file");
            return;
        }

        if (++filesOpened > MaxFiles)
        {
            Fail($"more than {MaxFiles} files are included");
            return;
        }

        if (!read.TryGetValue(path, out var known))
        {
            var answer = files.Read(path);
            read[path] = known = (answer, new SourceFile(path, answer.Content));
        }

        var (file, source) = known;

        // nginx's master is root: what only we may not read is no fault of the configuration, and what follows still counts.
        if (!file.IsRead && file.Errno != PermissionDenied)
        {
            Fail(CannotOpen(file), FaultHint.CannotOpen(file));
            return;
        }

        (scope.Source, scope.Scanner) = (source, new StatementScanner(file.Content, pool));
    }

    private void Fail(string message, string? hint = null) =>
        error ??= new ConfigError(message, scope.Source.Path, scope.Scanner.Line, hint) { Offset = Math.Max(0, scope.Scanner.Position - 1) };

    /// <summary>A directory opens like a file; reading it fails.</summary>
    private static string CannotOpen(ConfigFile file) =>
        $"{(file.Errno == 21 ? "pread" : "open")}() \"{file.Path}\" failed ({file.Errno}: {file.Error})";
}
