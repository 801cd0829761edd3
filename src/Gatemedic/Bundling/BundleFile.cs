using System.Text;
using Gatemedic.Rendering;

namespace Gatemedic.Bundling;

/// <summary>Writes a bundle and, beside it and for its owner only, who is who in it. What exists is never overwritten; what is half written does not stay.</summary>
internal static class BundleFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the pseudonyms of a bundle are kept.</summary>
    public static string MapOf(string path) => path + ".private";

    /// <summary>Writes both; gives the bundle's size.</summary>
    /// <exception cref="IOException">One of them exists, or could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written to.</exception>
    public static long Write(BundlePlan plan, string path)
    {
        var written = new List<string>();
        try
        {
            if (!plan.Pseudonyms.IsEmpty)
            {
                using var map = Create(MapOf(path), written);
                using var text = new StreamWriter(map, new UTF8Encoding(false));
                text.WriteLine($"# Who is who in {SafeText.Clean(Path.GetFileName(path))}: kind, as the bundle has it, what it stands for. Keep this file to yourself.");
                foreach (var pseudonym in plan.Pseudonyms)
                {
                    text.WriteLine($"{pseudonym.Kind}\t{SafeText.Clean(pseudonym.Shown)}\t{SafeText.Clean(pseudonym.Meant)}");
                }
            }

            using var bundle = Create(path, written);
            plan.Content.Write(bundle);
            bundle.Flush();
            return bundle.Length;
        }
        catch
        {
            written.ForEach(File.Delete);
            throw;
        }
    }

    private static FileStream Create(string path, List<string> written)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // The compiler knows no program that runs on Linux only.
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var file = new FileStream(path, options);
        written.Add(path);
        return file;
    }
}
