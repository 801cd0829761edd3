namespace Gatemedic;

/// <summary>A document: what its reader does, from top to bottom.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Steps">Commands typed and files saved, in the page's order.</param>
internal sealed record DocumentPage(string Path, IReadOnlyList<DocumentStep> Steps)
{
    /// <summary>Every document of the repository.</summary>
    public static IEnumerable<string> All { get; } = [.. Folders().SelectMany(f => Directory.EnumerateFiles(f, "*.md", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        .Select(f => System.IO.Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal)];

    /// <summary>Those in which something is typed; what is written from another page, or is a test's own, is left out.</summary>
    public static IEnumerable<DocumentPage> Typed { get; } =
        [.. All.Where(p => !p.StartsWith("tests/", StringComparison.Ordinal)).Select(Read).Where(p => p.Commands.Any())];

    /// <summary>What the reader types.</summary>
    public IEnumerable<TypedCommand> Commands => Steps.OfType<TypedCommand>();

    /// <summary>Reads one by its path relative to the repository.</summary>
    public static DocumentPage Read(string path) => File.ReadAllText(Repository.Path(path)) is var text && text.StartsWith("<!-- written by ./dev docs", StringComparison.Ordinal)
        ? new DocumentPage(path, []) : new DocumentPage(path, DocumentParser.Parse(text, IsTyped(path)));

    /// <summary>Those are read with the hands on the keyboard; of others only the commands of the program itself are meant for this host.</summary>
    private static bool IsTyped(string path) => path is "README.md" or "CONTRIBUTING.md" || path.StartsWith("docs/guide/", StringComparison.Ordinal);

    private static IEnumerable<string> Folders() => new[] { "bench", "docs", "lab", "packaging", "src", "tests" }.Select(f => Repository.Path(f));
}

/// <summary>What a reader does in one go.</summary>
internal abstract record DocumentStep;

/// <summary>A line typed into a shell.</summary>
/// <param name="Line">Where it stands in the page, from 1.</param>
/// <param name="Text">The line as it is printed, without prompt and comment.</param>
/// <param name="Block">Lines of one block have the same number; 0 for those in prose and tables.</param>
internal sealed record TypedCommand(int Line, string Text, int Block = 0) : DocumentStep
{
    /// <summary>What the page shows below its block; empty where it shows nothing.</summary>
    public string Shown { get; init; } = "";
}

/// <summary>A file that the page has its reader save.</summary>
internal sealed record SavedFile(string Path, string Text) : DocumentStep;
