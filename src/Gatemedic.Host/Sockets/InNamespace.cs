using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>Asks the kernel something from within another process's network namespace.</summary>
internal static class InNamespace
{
    private const int NetworkKind = 0x40000000;

    /// <summary>What the call gives there; null when we may not enter (it needs root) or the process has ended.</summary>
    /// <param name="link">/proc/PID/ns/net.</param>
    /// <param name="call">What to ask.</param>
    public static T? Ask<T>(string link, Func<T?> call)
        where T : class
    {
        var descriptor = Libc.Open(link, Libc.OpenReadOnly | Libc.OpenCloseOnExec);
        if (descriptor < 0)
        {
            return null;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        T? answer = null;

        // setns(2) moves the calling thread for good, so that thread ends with the question.
        var thread = new Thread(() => answer = Libc.EnterNamespace(descriptor, NetworkKind) == 0 ? call() : null);
        thread.Start();
        thread.Join();
        return answer;
    }
}
