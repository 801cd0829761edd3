using System.Security.Cryptography;

namespace Gatemedic.Repair;

/// <summary>
/// Replaces one file by another content, whole or not at all, and only where it still has the content that was looked at. What is replaced stays
/// beside it until the repair is concluded: to put it back needs no room on the disk then, and what somebody saved at that moment is not lost.
/// </summary>
internal static class ReplacedFile
{
    private const uint Everyone = 0x1a4;

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Does nothing where the file is as it must be.</summary>
    /// <exception cref="ChangedMeanwhileException">It is not.</exception>
    public static void Require(string path, string? before)
    {
        using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
        if (HashIn(directory, Path.GetFileName(path)) is var now && now != before)
        {
            throw new ChangedMeanwhileException(path, now is null);
        }
    }

    /// <summary>Has the file be <paramref name="after"/>, with the owner, permissions and labels that it has.</summary>
    /// <param name="path">Absolute, without links.</param>
    /// <param name="before">Hash of what it must be; null when there must be none yet.</param>
    /// <param name="after">New content.</param>
    /// <param name="mark">Part of the name of the temporary file beside it, so that it is known whose it is.</param>
    /// <exception cref="ChangedMeanwhileException">It is not what it must be; nothing was done.</exception>
    /// <exception cref="IOException">It cannot be replaced.</exception>
    public static void Replace(string path, string? before, byte[] after, string mark)
    {
        using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
        var (name, temporary) = (Path.GetFileName(path), Temporary(path, mark));
        directory.Remove(temporary);
        var now = directory.Read(name);
        if ((now is { } file ? Hash(file.Content) : null) != before)
        {
            throw new ChangedMeanwhileException(path, now is null);
        }

        directory.Write(temporary, after, now?.Attributes, Everyone);
        if (now is null)
        {
            if (!directory.TryRenameToFree(temporary, name))
            {
                directory.Remove(temporary);
                throw new ChangedMeanwhileException(path);
            }
        }
        else
        {
            Exchange(directory, path, temporary, before!, Hash(after));
        }
    }

    /// <summary>Takes away what was replaced: there is no way back but by the journal from here on.</summary>
    public static void Conclude(string path, string mark)
    {
        using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
        directory.Remove(Temporary(path, mark));
    }

    /// <summary>Has the file be as before again, wherever <see cref="Replace"/>, or this, was cut off.</summary>
    /// <param name="path">Absolute, without links.</param>
    /// <param name="before">What it held; null when there was none.</param>
    /// <param name="after">What <see cref="Replace"/> was given.</param>
    /// <param name="mark">As there.</param>
    /// <exception cref="ChangedMeanwhileException">It is neither; it is left alone.</exception>
    /// <exception cref="IOException">It cannot be replaced.</exception>
    public static void PutBack(string path, byte[]? before, byte[] after, string mark)
    {
        using var directory = HeldDirectory.Open(Path.GetDirectoryName(path)!);
        var (name, temporary) = (Path.GetFileName(path), Temporary(path, mark));
        var (old, repaired) = (before is null ? null : Hash(before), Hash(after));
        var now = directory.Read(name);
        var hash = now is { } file ? Hash(file.Content) : null;
        var beside = TryRead(directory, temporary);
        if (beside is { Content: var content } && !IsPart(content, before) && !IsPart(content, after))
        {
            GiveToSaver(directory, path, temporary, now is null, hash == old || hash == repaired);
        }

        if (hash != repaired)
        {
            RemoveTemporary(directory, temporary);
            if (hash != old)
            {
                throw new ChangedMeanwhileException(path, now is null);
            }

            return;
        }

        if (old is null)
        {
            TakeAway(directory, path, temporary, repaired);
            return;
        }

        // The very file that was there, with all that belongs to it; later only its content is left. What was cut off lacks its owner.
        if (beside is not { } kept || Hash(kept.Content) != old || !kept.Attributes.IsLike(now!.Value.Attributes))
        {
            RemoveTemporary(directory, temporary);
            directory.Write(temporary, before, now!.Value.Attributes);
        }

        Exchange(directory, path, temporary, repaired, old);
        directory.Remove(temporary);
    }

    /// <summary>The temporary file takes the name; what had it takes the temporary's, where the file system can do that.</summary>
    private static void Exchange(HeldDirectory directory, string path, string temporary, string expected, string written)
    {
        var name = Path.GetFileName(path);
        if (!directory.TryExchange(temporary, name))
        {
            if (HashIn(directory, name) != expected)
            {
                directory.Remove(temporary);
                throw new ChangedMeanwhileException(path);
            }

            directory.Rename(temporary, name);
        }
        else if (!Holds(directory, temporary, expected))
        {
            // Whoever saved the file within these microseconds gets it back; whoever did so since then has the last word.
            directory.TryExchange(temporary, name);
            if (!Holds(directory, temporary, written))
            {
                directory.TryExchange(temporary, name);
            }

            directory.Remove(temporary);
            throw new ChangedMeanwhileException(path);
        }
    }

    private static void TakeAway(HeldDirectory directory, string path, string temporary, string repaired)
    {
        var name = Path.GetFileName(path);
        RemoveTemporary(directory, temporary);
        if (directory.TryRenameToFree(name, temporary) && !Holds(directory, temporary, repaired))
        {
            directory.TryRenameToFree(temporary, name);
            throw new ChangedMeanwhileException(path);
        }

        directory.Remove(temporary);
    }

    /// <summary>A run was cut off just when it had exchanged a file that somebody saved at that moment.</summary>
    private static void GiveToSaver(HeldDirectory directory, string path, string temporary, bool isGone, bool isOurs)
    {
        var name = Path.GetFileName(path);
        if (!isGone && !isOurs)
        {
            throw new IOException($"{path} was saved twice by somebody else while it was repaired: the first of both is {Path.Combine(directory.Path, temporary)}; look at it, then remove it");
        }

        if (isGone ? !directory.TryRenameToFree(temporary, name) : !directory.TryExchange(temporary, name))
        {
            throw new IOException($"what somebody saved as {path} while it was repaired is {Path.Combine(directory.Path, temporary)}; move it back");
        }

        directory.Remove(temporary);
        throw new ChangedMeanwhileException(path);
    }

    private static string? HashIn(HeldDirectory directory, string name) => directory.Read(name) is { } file ? Hash(file.Content) : null;

    private static bool Holds(HeldDirectory directory, string name, string hash) => TryRead(directory, name) is { } file && Hash(file.Content) == hash;

    /// <summary>Null also where something else than a file stands there.</summary>
    private static (byte[] Content, FileAttributes Attributes)? TryRead(HeldDirectory directory, string name)
    {
        try
        {
            return directory.Read(name);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void RemoveTemporary(HeldDirectory directory, string temporary)
    {
        try
        {
            directory.Remove(temporary);
        }
        catch (IOException e) when (e.HResult == Libc.IsDirectory)
        {
            // Somebody put it there; a repair makes no directory of that name.
        }
    }

    /// <summary>Written by a run that may have been cut off at it.</summary>
    private static bool IsPart(byte[] written, byte[]? whole) => whole is not null && whole.AsSpan().StartsWith(written);

    // A dot in front: no include of the usual patterns (*.conf, sites-enabled/*) takes it for configuration.
    private static string Temporary(string path, string mark) => $".{Path.GetFileName(path)}.{mark}.gatemedic";
}

/// <summary>Somebody else has changed a file since it was looked at; it is left alone.</summary>
/// <param name="path">Which.</param>
/// <param name="isGone">There is none of that name any more.</param>
internal sealed class ChangedMeanwhileException(string path, bool isGone = false)
    : IOException($"{path} was {(isGone ? "removed" : "changed")} by somebody else since it was looked at; it is left as it is");
