using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>One file of a log that is followed.</summary>
public sealed class LogGeneration
{
    private const string Deleted = " (deleted)";

    private readonly GrowingBytes _bytes;
    private readonly string _descriptor;

    private LogGeneration(string name, GrowingBytes bytes, string descriptor, FileIdentity identity) =>
        (Name, _bytes, _descriptor, Identity) = (name, bytes, descriptor, identity);

    // Of a file of another root the kernel tells a path there, which here would be that of another file.
    private bool IsOurs { get; init; }

    /// <summary>Its path as of the last look: a renamed file has its new one.</summary>
    public string Name { get; private set; }

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity { get; }

    /// <summary>Its whole lines as of the last look.</summary>
    public ILogBytes Bytes => _bytes;

    /// <summary>When it was last written, as of the last look.</summary>
    public DateTimeOffset Written { get; private set; }

    /// <summary>When it had last been written at the look before.</summary>
    internal DateTimeOffset Seen { get; private set; }

    /// <summary>Which file these facts are of.</summary>
    internal static FileIdentity IdentityOf(FileFacts facts) => new(facts.Device, facts.Inode);

    /// <summary>Opens a plain file; null when it is none, or packed.</summary>
    internal static LogGeneration? Open(string name, string path)
    {
        if (BoundedFile.Open(path, out _, out _) is not { } handle)
        {
            return null;
        }

        var descriptor = $"/proc/self/fd/{handle.DangerousGetHandle()}";
        var head = new byte[Packing.MagicLength];
        int got = RandomAccess.Read(handle, head, 0);
        if (Packing.Of(head.AsSpan(0, got)) is not null || !FileFacts.TryRead(descriptor, follow: true, out var facts, out _))
        {
            handle.Dispose();
            return null;
        }

        var opened = new LogGeneration(name, new GrowingBytes(handle), descriptor, IdentityOf(facts)) { IsOurs = name == path };
        opened.Look();
        return opened;
    }

    /// <summary>Takes in what was written; true when the file was cut off.</summary>
    internal bool Look()
    {
        Seen = Written;
        Name = IsOurs && Links.Read(_descriptor) is { } path && path.StartsWith('/') && !path.EndsWith(Deleted, StringComparison.Ordinal) ? path : Name;
        Written = FileFacts.TryRead(_descriptor, follow: true, out var facts, out _) ? facts.ModifiedAt : Written;
        return _bytes.Look();
    }
}
