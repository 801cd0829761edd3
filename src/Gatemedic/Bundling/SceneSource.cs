using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Bundling;

/// <summary>Concludes from a Scene that somebody took elsewhere: of a bundle, or of a file of its own.</summary>
internal static class SceneSource
{
    /// <summary>The diagnosis, within the time that <paramref name="cancellation"/> gives.</summary>
    /// <exception cref="InvalidDataException">The file holds no Scene, or none that makes sense.</exception>
    public static Task<Diagnosis.Diagnosis> ConcludeAsync(DiagnosisEngine engine, string path, bool isBundle, CancellationToken cancellation) =>
        Task.Run(() => Conclude(engine, path, isBundle), cancellation).WaitAsync(cancellation);

    private static Diagnosis.Diagnosis Conclude(DiagnosisEngine engine, string path, bool isBundle)
    {
        using var file = File.OpenRead(path);
        var scene = isBundle ? Unpack(file) : SceneFile.Read(file);
        try
        {
            return engine.Conclude(scene);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentException or InvalidOperationException or OverflowException or FormatException or KeyNotFoundException)
        {
            // Whoever writes a file by hand can leave out what every Scene has; that is no fault of ours.
            throw new InvalidDataException($"what it holds makes no Scene ({e.GetType().Name})", e);
        }
    }

    private static Scene Unpack(Stream file)
    {
        var (manifest, scene) = BundleReader.Read(file);
        Console.Error.WriteLine($"gatemedic: a bundle of {manifest.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, made by gatemedic {SafeText.Clean(manifest.Program)}, {(manifest.Redacted ? "redacted: names and addresses are pseudonyms" : "not redacted")}");
        return scene;
    }
}
