namespace Gatemedic;

/// <summary>Where the repository under test lies.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Gatemedic.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>Set by <c>./dev bless</c>: goldens are rewritten instead of compared.</summary>
    public static bool Bless { get; } = Environment.GetEnvironmentVariable("GATEMEDIC_BLESS") == "1";

    /// <summary>An absolute path inside the repository.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Compares with a golden file, or rewrites it when blessing.</summary>
    public static void Golden(string path, string actual)
    {
        if (Bless)
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Gatemedic.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("run the tests from inside the repository");
        }

        return folder;
    }
}
