namespace Gatemedic.Host;

/// <summary>Decides whether a program found through a running process may be run with our rights.</summary>
internal static class ExecutableTrust
{
    /// <summary>
    /// Anybody may start a program of their own that calls itself nginx; root runs only what nobody but root may change.
    /// Without root's rights there is nothing to gain by it.
    /// </summary>
    public static bool MayRun(FileFacts exe) => !Libc.IsRoot || (exe.Uid == 0 && (exe.Mode & 0x12) == 0);
}
