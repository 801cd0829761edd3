using System.Runtime.InteropServices;

namespace Gatemedic.Host;

/// <summary>The Linux error numbers that decide something here.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Access = 13;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int FileTooBig = 27;

    /// <summary>strerror's words: "No such file or directory".</summary>
    public static string Text(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>The error is about rights, so more rights would help.</summary>
    public static bool IsDenied(int errno) => errno is NotPermitted or Access;
}
