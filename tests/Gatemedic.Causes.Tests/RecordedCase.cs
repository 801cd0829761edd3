using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The tests that read or write recorded cases take turns: blessing rewrites what others read.</summary>
[CollectionDefinition("cases", DisableParallelization = true)]
public sealed class CasesCollection;

/// <summary>A recorded Scene in a room: a firing case, or (.not.case) a look-alike.</summary>
internal sealed record RecordedCase(string Path, string Room, bool IsLookAlike)
{
    /// <summary>All of them, ordered by path.</summary>
    public static IReadOnlyList<RecordedCase> All { get; } =
        [.. Directory.EnumerateFiles(Repository.Path("src", "Gatemedic.Causes"), "*.case", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(p => new RecordedCase(p, RoomOf(p), p.EndsWith(".not.case", StringComparison.Ordinal)))];

    /// <summary>Room/name.</summary>
    public string Name => $"{Room}/{System.IO.Path.GetFileName(Path)}";

    /// <summary>The Scene.</summary>
    public Scene Read()
    {
        using var stream = File.OpenRead(Path);
        return SceneFile.Read(stream);
    }

    private static string RoomOf(string path) => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(path)!)!);
}
