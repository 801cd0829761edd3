using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>A network namespace in which something is looked at: ours, or that of a process.</summary>
/// <param name="Pid">A process that lives in it; 0 = ours.</param>
internal sealed partial record NetworkPlace(int Pid)
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Our own.</summary>
    public static readonly NetworkPlace Ours = new(0);

    /// <summary>The place of this id, through the process by which the Scene knows it; null when it knows none.</summary>
    public static NetworkPlace? Find(Scene scene, string netNs)
    {
        var spaces = scene.Networks?.Seen ?? [];
        return netNs.Length == 0 ? Ours
            : scene.Masters.Or([]).FirstOrDefault(m => m.NetNs == netNs) is { } master ? master.SharesOurNetwork ? Ours : new NetworkPlace(master.Pid)
            : spaces.FirstOrDefault(s => s.NetNs == netNs) is { } space ? new NetworkPlace(space.Pid)
            : null;
    }

    /// <summary>A program and its arguments, so that it runs in this namespace with our own files.</summary>
    public ImmutableArray<string> Command(ImmutableArray<string> command) => Pid == 0 ? command : ["nsenter", $"--net=/proc/{Pid}/ns/net", "--", .. command];

    /// <summary>Runs on a thread of its own, since setns moves the calling thread for good; sockets that it opens and what it reads in /proc/sys/net belong to the namespace.</summary>
    /// <exception cref="UnauthorizedAccessException">The namespace cannot be entered.</exception>
    public T Run<T>(Func<T> look)
    {
        if (Pid == 0)
        {
            return look();
        }

        var result = default(T);
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                result = look();
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException or InvalidOperationException)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new UnauthorizedAccessException(failure.Message, failure);
    }

    private void Enter()
    {
        var descriptor = Libc.Open($"/proc/{Pid}/ns/net", Libc.OpenReadOnly | Libc.OpenCloseOnExec);
        var errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (errno == 0)
        {
            using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
            errno = EnterNamespace(descriptor, CloneNewNet) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }

        if (errno != 0)
        {
            throw new UnauthorizedAccessException($"the network namespace of process {Pid} cannot be entered: {Errno.Text(errno)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int EnterNamespace(int descriptor, int kind);
}
