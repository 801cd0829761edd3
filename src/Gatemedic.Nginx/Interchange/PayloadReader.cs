using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>
/// Reads files in crossplane's order: one after the other as they are first named, each written once. A file that stands in several kinds of block is
/// read in each of them, because nginx may refuse it in one.
/// </summary>
internal sealed class PayloadReader(IConfigFiles files, string mainPath, CrossplaneOptions options)
{
    private const int MostVisits = 100_000;

    private readonly IConfigFiles files = files is ConfigSnapshot snapshot ? new SnapshotFiles(snapshot) : files;
    private readonly string includeRoot = mainPath[..(mainPath.LastIndexOf('/') + 1)];
    private readonly Dictionary<string, ConfigFile> read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly HashSet<PayloadVisit> visited = [];
    private readonly Queue<PayloadVisit> pending = new();
    private readonly HashSet<CrossplaneError> told = [];
    private readonly IncludeGraph graph = new();

    /// <summary>The statements of all files.</summary>
    public PayloadBuffer Written { get; } = new();

    /// <summary>The files, main file first.</summary>
    public List<PayloadFile> Files { get; } = [];

    /// <summary>All errors.</summary>
    public List<CrossplaneError> Errors { get; } = [];

    /// <summary>Words that are shared by all files.</summary>
    public WordPool Pool { get; } = new();

    /// <summary>What goes into the payload.</summary>
    public CrossplaneOptions Options => options;

    /// <summary>Reads all.</summary>
    public void Read()
    {
        var main = new PayloadVisit(mainPath, null, DirectiveContexts.Main);
        Visit(main);
        while (pending.TryDequeue(out var visit))
        {
            var file = Files[indices[visit.Path]];
            var content = Open(visit.Path);
            if (!content.IsRead)
            {
                Tell(visit.Path, CannotOpen(content), null);
                continue;
            }

            var start = Written.Position;
            var isFirst = file.Pieces.Count == 0;
            new PayloadFileReader(this, visit, content.Content).Read(isFirst ? file.Pieces : []);
            if (!isFirst)
            {
                Written.Truncate(start);
            }
        }

        foreach (var (visit, included, line) in graph.Loops(main))
        {
            Tell(visit.Path, $"files include each other without end: \"{included}\" is included again", line);
        }
    }

    /// <summary>Says an error once.</summary>
    public void Tell(string file, string message, int? line)
    {
        var error = new CrossplaneError(file, message, line);
        if (told.Add(error))
        {
            Errors.Add(error);
            Files[indices[file]].Errors.Add(error);
        }
    }

    /// <summary>Indices of the files that an include names; those not read yet will be.</summary>
    /// <param name="visit">The file with the include.</param>
    /// <param name="block">The block around the include.</param>
    /// <param name="context">What that block is.</param>
    /// <param name="path">As written, unquoted.</param>
    /// <param name="line">Line of the include.</param>
    public int[] Include(PayloadVisit visit, string? block, DirectiveContexts context, string path, int line)
    {
        // A C string ends at its first NUL.
        path = path.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul ? path[..nul] : path;
        var full = path.StartsWith('/') ? path : includeRoot + path;
        ImmutableArray<string> paths = full.AsSpan().ContainsAny("*?[") ? files.Glob(full) : [full];
        if (paths is [var only] && only == full && Open(full) is { IsRead: false } missing)
        {
            Tell(visit.Path, CannotOpen(missing), line);
            return [];
        }

        var found = new int[paths.Length];
        for (var i = 0; i < paths.Length; i++)
        {
            var next = new PayloadVisit(paths[i], block, context);
            graph.Add(visit, next, line);
            Visit(next);
            if (!indices.TryGetValue(paths[i], out found[i]))
            {
                Tell(visit.Path, $"more than {MostVisits} files are included", line);
                return found[..i];
            }
        }

        return found;
    }

    private void Visit(PayloadVisit visit)
    {
        if (visited.Count >= MostVisits || !visited.Add(visit))
        {
            return;
        }

        if (indices.TryAdd(visit.Path, Files.Count))
        {
            Files.Add(new PayloadFile(visit.Path));
        }

        pending.Enqueue(visit);
    }

    private ConfigFile Open(string path)
    {
        if (!read.TryGetValue(path, out var file))
        {
            read[path] = file = files.Read(path);
        }

        return file;
    }

    /// <summary>As Python says it.</summary>
    private static string CannotOpen(ConfigFile file) => $"[Errno {file.Errno}] {file.Error}: '{file.Path}'";
}
