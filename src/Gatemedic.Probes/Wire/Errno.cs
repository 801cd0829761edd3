using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Linux error numbers: which outcome each one is, and its words.</summary>
internal static class Errno
{
    public const int PermissionDenied = 13;
    public const int NameTooLong = 36;
    public const int TimedOut = 110;

    private static readonly Dictionary<int, ProbeOutcome> Outcomes = new()
    {
        [1] = ProbeOutcome.PermissionDenied,
        [2] = ProbeOutcome.NoSuchSocket,
        [11] = ProbeOutcome.QueueFull,
        [13] = ProbeOutcome.PermissionDenied,
        [32] = ProbeOutcome.Reset,
        [101] = ProbeOutcome.Unreachable,
        [104] = ProbeOutcome.Reset,
        [110] = ProbeOutcome.TimedOut,
        [111] = ProbeOutcome.Refused,
        [113] = ProbeOutcome.Unreachable,
    };

    /// <summary>The runtime folds errnos into its own codes; these unfold to one number each, EPERM to its likelier companion EACCES.</summary>
    private static readonly Dictionary<SocketError, int> Numbers = new()
    {
        [SocketError.AccessDenied] = PermissionDenied,
        [SocketError.AddressFamilyNotSupported] = 97,
        [SocketError.AddressNotAvailable] = 99,
        [SocketError.ConnectionAborted] = 103,
        [SocketError.ConnectionRefused] = 111,
        [SocketError.ConnectionReset] = 104,
        [SocketError.HostUnreachable] = 113,
        [SocketError.InvalidArgument] = 22,
        [SocketError.NetworkDown] = 100,
        [SocketError.NetworkUnreachable] = 101,
        [SocketError.NoBufferSpaceAvailable] = 105,
        [SocketError.Shutdown] = 32,
        [SocketError.TimedOut] = TimedOut,
        [SocketError.TooManyOpenSockets] = 24,
    };

    public static ProbeOutcome Outcome(int errno) => Outcomes.GetValueOrDefault(errno, ProbeOutcome.Failed);

    /// <summary>"connection refused (111)", the words of strerror.</summary>
    public static string Words(int errno) => Decapitalized(Marshal.GetPInvokeErrorMessage(errno)) + $" ({errno})";

    /// <summary>The number inside an exception, or null when it carries none.</summary>
    public static int? Of(Exception? error) => error switch
    {
        null => null,
        ErrnoException known => known.Number,
        SocketException socket => Numbers.GetValueOrDefault(socket.SocketErrorCode, socket.NativeErrorCode),
        _ => Of(error.InnerException),
    };

    private static string Decapitalized(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}

/// <summary>A system call failed with this number.</summary>
internal sealed class ErrnoException(int number) : Exception
{
    public int Number => number;
}
