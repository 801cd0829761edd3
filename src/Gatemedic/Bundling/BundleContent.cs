using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gatemedic.Bundling;

/// <summary>A bundle before it is written: every byte that will be in it.</summary>
internal sealed record BundleContent
{
    /// <summary>The Scene's entry: what a test case holds.</summary>
    public const string Scene = "scene.case";

    /// <summary>The page for a person.</summary>
    public const string Report = "report.md";

    /// <summary>Most bytes that an entry may have, by name; there are no other entries.</summary>
    public static ImmutableDictionary<string, int> Limits { get; } = ImmutableDictionary<string, int>.Empty
        .Add(BundleManifest.Name, 1 << 16)
        .Add(Scene, 32 << 20)
        .Add(Report, 4 << 20);

    /// <summary>What it says of itself.</summary>
    public required BundleManifest Manifest { get; init; }

    /// <summary>The entries after the manifest.</summary>
    public required ImmutableArray<(BundleEntry Entry, byte[] Bytes)> Entries { get; init; }

    /// <summary>Puts them together.</summary>
    /// <exception cref="InvalidDataException">One is larger than a bundle may hold.</exception>
    public static BundleContent Of(string program, DateTimeOffset takenAt, bool redacted, params (string Name, string What, byte[] Bytes)[] parts)
    {
        if (Array.Find(parts, p => p.Bytes.Length > Limits[p.Name]) is { Name: { } name } large)
        {
            throw new InvalidDataException($"{name} would have {large.Bytes.Length >> 20} MiB, and a bundle takes {Limits[name] >> 20}: ask for less with --since, --url or --upstream");
        }

        ImmutableArray<(BundleEntry Entry, byte[] Bytes)> entries =
            [.. parts.Select(p => (new BundleEntry(p.Name, p.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(p.Bytes)), p.What), p.Bytes))];
        return new BundleContent
        {
            Manifest = new BundleManifest { Format = BundleManifest.CurrentFormat, Program = program, TakenAt = takenAt, Redacted = redacted, Entries = [.. entries.Select(e => e.Entry)] },
            Entries = entries,
        };
    }

    /// <summary>Writes the archive. Owners and times of this machine are not in it.</summary>
    public void Write(Stream output)
    {
        using var packed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        Add(archive, BundleManifest.Name, JsonSerializer.SerializeToUtf8Bytes(Manifest, BundleJson.Default.BundleManifest));
        foreach (var (entry, bytes) in Entries)
        {
            Add(archive, entry.Name, bytes);
        }
    }

    private void Add(TarWriter archive, string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = content,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            ModificationTime = Manifest.TakenAt,
        });
    }
}
