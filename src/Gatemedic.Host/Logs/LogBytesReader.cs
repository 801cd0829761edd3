using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>Opens whatever holds log lines: files, packed files, pipes, standard input. What it cannot open it tells with what would help.</summary>
/// <param name="stop">Ends the waiting for a pipe.</param>
public sealed class LogBytesReader(CancellationToken stop)
{
    /// <summary>Why nothing can be told by a log without a byte.</summary>
    public const string Empty = "it is empty";

    /// <summary>Opens standard input.</summary>
    public Section<OpenedLog> OpenStandardInput() => OfDescriptor("standard input", "-", 0);

    /// <summary>Opens a log; the caller disposes its bytes.</summary>
    /// <param name="what">What it is called when it cannot be seen: "access log /var/log/nginx/access.log".</param>
    /// <param name="path">Absolute path as nginx knows it.</param>
    /// <param name="root">Root of nginx's file system as we reach it.</param>
    public Section<OpenedLog> Open(string what, string path, string root = "/")
    {
        // Opening /dev/fd/63 of a shell's <(...) anew would wait for ever when its writer is done already: the kernel reports the hang-up
        // only to those who had opened it before (pipe_poll compares w_counter). The descriptor itself knows.
        if (root == "/" && Descriptor(path) is { } descriptor)
        {
            return OfDescriptor(what, path, descriptor);
        }

        if (RootedPath.IsStandardStream(root, path))
        {
            return LogFileReader.StandardStream<OpenedLog>(what);
        }

        var here = RootedPath.Resolve(root, path);
        if (!FileFacts.TryRead(here, follow: true, out var facts, out var errno))
        {
            return LogFileReader.Unreachable<OpenedLog>(what, here, errno, Errno.Text(errno));
        }

        if (facts.IsFifo)
        {
            int opened = Libc.Open(here, Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
            return opened < 0
                ? Section.Blind<OpenedLog>(what, "it is a FIFO that cannot be opened", "")
                : OfPipe(what, path, new SafeFileHandle(opened, ownsHandle: true));
        }

        if (!facts.IsRegular)
        {
            return Refuse(what, path, facts);
        }

        return BoundedFile.Open(here, out errno, out var error) is { } handle
            ? OfFile(what, path, handle, facts)
            : LogFileReader.Unreachable<OpenedLog>(what, here, errno, error);
    }

    private static int? Descriptor(string path)
    {
        if (path == "/dev/stdin")
        {
            return 0;
        }

        var folder = path.StartsWith("/dev/fd/", StringComparison.Ordinal) ? "/dev/fd/" : "/proc/self/fd/";
        return path.StartsWith(folder, StringComparison.Ordinal) && int.TryParse(path.AsSpan(folder.Length), out int number) ? number : null;
    }

    private Section<OpenedLog> OfDescriptor(string what, string name, int descriptor)
    {
        if (!FileFacts.TryRead($"/proc/self/fd/{descriptor}", follow: true, out var facts, out var errno))
        {
            return Section.Blind<OpenedLog>(what, Errno.Text(errno), "");
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        return facts.IsRegular ? OfFile(what, name, handle, facts)
            : facts.IsDirectory || facts.IsNullDevice ? Refuse(what, name, facts)
            : OfPipe(what, name, handle);
    }

    private static Section<OpenedLog> Refuse(string what, string name, FileFacts facts) =>
        facts.IsDirectory ? Section.Blind<OpenedLog>(what, "it is a directory", $"gatemedic logs {name} reads the logs in it")
        : facts.IsNullDevice ? Section.Blind<OpenedLog>(what, "it is /dev/null: what is logged there is gone", "log to a file")
        : Section.Blind<OpenedLog>(what, $"it is a {facts.Kind}, not a file", "");

    private static Section<OpenedLog> OfFile(string what, string name, SafeFileHandle handle, FileFacts facts)
    {
        var bytes = new FileBytes(handle, RandomAccess.GetLength(handle));
        var opened = Recognised(what, name, bytes);
        if (!opened.IsSeen)
        {
            bytes.Dispose();
            return opened;
        }

        return Section.Seen(opened.Seen with { Written = facts.ModifiedAt, Identity = new FileIdentity(facts.Device, facts.Inode) });
    }

    private static Section<OpenedLog> Recognised(string what, string name, FileBytes bytes)
    {
        try
        {
            var head = LogHead.Of(bytes, 0);
            head = head.Span.ContainsAnyExcept((byte)0) ? head : LogHead.Of(bytes, bytes.FirstData);
            var packing = Packing.Of(head.Span);
            if (packing is { Unpack: null })
            {
                return Refuse(what, name, packing);
            }

            ILogBytes lines = packing is null ? bytes : Unpacked(packing, bytes);
            head = packing is null ? head : LogHead.Of(Unpacked(packing, bytes), 0);
            return head.IsEmpty
                ? Section.Blind<OpenedLog>(what, Empty, "nothing was logged to it since it was made; --rotated reads the older ones beside it")
                : Section.Seen(new OpenedLog(lines, head));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Section.Blind<OpenedLog>(what, e.Message, "");
        }
    }

    private static SequentialBytes Unpacked(Packing packing, FileBytes bytes) =>
        new(() => packing.Unpack!(new BufferedStream(new PositionedStream(bytes), 64 << 10)), bytes);

    private Section<OpenedLog> OfPipe(string what, string name, SafeFileHandle handle)
    {
        var pipe = new PipeStream(handle, stop);
        try
        {
            var head = LogHead.Of(pipe, pipe);
            Stream lines = new HeadedStream(head, pipe);
            if (Packing.Of(head.Span) is { } packing)
            {
                if (packing.Unpack is null)
                {
                    return Refuse(what, name, packing);
                }

                lines = packing.Unpack(lines);
                head = LogHead.Of(lines, null);
                lines = new HeadedStream(head, lines);
            }

            return head.IsEmpty
                ? Section.Blind<OpenedLog>(what, "nothing came out of it", "")
                : Section.Seen(new OpenedLog(new SequentialBytes(() => lines, pipe), head));
        }
        catch (Exception e) when (e is IOException || SequentialBytes.Damage(e) is not null)
        {
            return Section.Blind<OpenedLog>(what, SequentialBytes.Damage(e) ?? e.Message, "");
        }
    }

    private static Section<OpenedLog> Refuse(string what, string name, Packing packing) => Section.Blind<OpenedLog>(
        what,
        $"it is packed as {packing.Name}, which is not unpacked here",
        string.Format(System.Globalization.CultureInfo.InvariantCulture, packing.Command!, name) + " | gatemedic logs -");
}
