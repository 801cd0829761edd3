using System.Security.Cryptography;

namespace Gatemedic.Repair;

/// <summary>Replaces one file by another content, whole or not at all, and only where it still has the content that was looked at.</summary>
internal static class ReplacedFile
{
    private const uint Everyone = 0x1a4;

    /// <summary>SHA-256 in hexadecimal; null where there is no such file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? HashOf(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            return null;
        }

        using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
        return directory.Read(Path.GetFileName(path)) is { } file ? Hash(file.Content) : null;
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Has the file be <paramref name="after"/>, with the owner, permissions and labels that it has.</summary>
    /// <param name="path">Absolute, without links.</param>
    /// <param name="before">Hash of what it must be; null when there must be none yet.</param>
    /// <param name="after">New content; null to take it away.</param>
    /// <param name="mark">Part of the name of the temporary file beside it, so that it is known whose it is.</param>
    /// <exception cref="ChangedMeanwhileException">It is neither what it must be nor what it is to become.</exception>
    /// <exception cref="IOException">It cannot be replaced; then it is as it was.</exception>
    public static void Replace(string path, string? before, byte[]? after, string mark)
    {
        using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
        var (name, temporary) = (Path.GetFileName(path), Temporary(path, mark));
        directory.Remove(temporary);
        var now = directory.Read(name);
        var hash = now is { } file ? Hash(file.Content) : null;
        if (hash == (after is null ? null : Hash(after)))
        {
            return;
        }

        if (hash != before)
        {
            throw new ChangedMeanwhileException(path);
        }

        if (after is null)
        {
            directory.Remove(name);
            return;
        }

        directory.Write(temporary, after, now?.Attributes, Everyone);
        if (now is null || !directory.TryExchange(temporary, name))
        {
            directory.Rename(temporary, name);
            return;
        }

        // Whoever saved the file within these microseconds gets it back.
        if (directory.Read(temporary) is { } replaced && Hash(replaced.Content) != before)
        {
            directory.TryExchange(temporary, name);
            directory.Remove(temporary);
            throw new ChangedMeanwhileException(path);
        }

        directory.Remove(temporary);
    }

    /// <summary>Takes away what a run that was cut off left beside the file.</summary>
    public static void RemoveTemporary(string path, string mark)
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
            directory.Remove(Temporary(path, mark));
        }
    }

    // A dot in front: no include of the usual patterns (*.conf, sites-enabled/*) takes it for configuration.
    private static string Temporary(string path, string mark) => $".{Path.GetFileName(path)}.{mark}.gatemedic";
}

/// <summary>Somebody else has changed a file since it was looked at; it is left alone.</summary>
/// <param name="path">Which.</param>
internal sealed class ChangedMeanwhileException(string path) : IOException($"{path} was changed by somebody else since it was looked at; it is left as it is");
