using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>A log that is open for reading.</summary>
/// <param name="Bytes">Its bytes, unpacked.</param>
/// <param name="Head">The first of them, at most <see cref="LogRecognizer.HeadLength"/>: what it is known by.</param>
public sealed record OpenedLog(ILogBytes Bytes, ReadOnlyMemory<byte> Head)
{
    /// <summary>When the file was last written; null for a pipe.</summary>
    public DateTimeOffset? Written { get; init; }

    /// <summary>Which file it is, whatever it is called; null for a pipe.</summary>
    public FileIdentity? Identity { get; init; }

    /// <summary>A regular file that is not packed: it can be searched and followed.</summary>
    public bool IsPlain => Bytes.Length is not null;
}

/// <summary>What stays the same when a file is renamed.</summary>
public readonly record struct FileIdentity(ulong Device, ulong Inode);
