using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Gatemedic.Diagnosis;

namespace Gatemedic.Bundling;

/// <summary>Takes the Scene out of a bundle. Nothing is unpacked to the disk, and no more memory is taken than the largest bundle needs.</summary>
internal static class BundleReader
{
    /// <summary>What it says of itself, and its Scene.</summary>
    /// <exception cref="InvalidDataException">It is no bundle, a damaged or hostile one, or of another version; the message says which.</exception>
    public static (BundleManifest Manifest, Scene Scene) Read(Stream file)
    {
        try
        {
            CheckPacked(file);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            var entries = new TarEntries(unpacked, BundleContent.Limits);
            var manifest = entries.Next() is { Name: BundleManifest.Name } first
                ? Manifest(first.Bytes)
                : throw new InvalidDataException($"it does not begin with {BundleManifest.Name}: it is no bundle of gatemedic");
            var scene = Entries(entries, manifest);
            using var content = new MemoryStream(scene);
            return (manifest, SceneFile.Read(content));
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("the bundle is cut off: it was not copied whole");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"not a bundle that can be read: {e.Message}", e);
        }
    }

    /// <summary>Says in our words what the unpacker would say in its own.</summary>
    private static void CheckPacked(Stream file)
    {
        var head = new byte[2];
        if (!file.CanSeek)
        {
            return;
        }

        file.ReadExactly(head);
        file.Seek(-head.Length, SeekOrigin.Current);
        if (head is not [0x1f, 0x8b])
        {
            throw new InvalidDataException("it is not packed with gzip");
        }
    }

    /// <summary>Checks every entry against the manifest; gives the Scene's bytes.</summary>
    private static byte[] Entries(TarEntries entries, BundleManifest manifest)
    {
        var missing = manifest.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        byte[]? scene = null;
        while (entries.Next() is { } entry)
        {
            if (!missing.Remove(entry.Name, out var promised))
            {
                throw new InvalidDataException($"its manifest does not know {entry.Name}");
            }

            if (promised.Size != entry.Bytes.Length || promised.Sha256 != Convert.ToHexStringLower(SHA256.HashData(entry.Bytes)))
            {
                throw new InvalidDataException($"{entry.Name} is not what the manifest says: it was changed or damaged");
            }

            scene = entry.Name == BundleContent.Scene ? entry.Bytes : scene;
        }

        return missing.Keys.FirstOrDefault() is { } name
            ? throw new InvalidDataException($"{name} is missing")
            : scene ?? throw new InvalidDataException($"{BundleContent.Scene} is missing");
    }

    /// <summary>The version is looked at first: of another one nothing else is known.</summary>
    private static BundleManifest Manifest(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var format = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out var number)
                && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var given) ? given : 0;
            if (format != BundleManifest.CurrentFormat)
            {
                throw new InvalidDataException(format > BundleManifest.CurrentFormat
                    ? $"it has format {format}, which is newer than this gatemedic reads ({BundleManifest.CurrentFormat}); take a newer gatemedic"
                    : $"it has format {format}, which is older than this gatemedic reads ({BundleManifest.CurrentFormat}); collect it again");
            }

            var manifest = document.Deserialize(BundleJson.Default.BundleManifest)!;
            return manifest.Entries is { IsDefault: false, Length: <= 8 } entries && entries.All(e => e is not null) && entries.DistinctBy(e => e.Name).Count() == entries.Length
                ? manifest
                : throw new InvalidDataException("its manifest lists no entries, or some twice");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("its manifest is none", e);
        }
    }
}
