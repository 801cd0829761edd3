namespace Gatemedic.Repairing;

/// <summary>Where this user keeps what outlives a run.</summary>
internal static class StateFolder
{
    /// <summary>Of repairs: the host's for root, else the user's own.</summary>
    public static string Repairs => Path.Combine(
        Environment.IsPrivilegedProcess
            ? "/var/lib"
            : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } named
                ? named
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state"),
        "gatemedic/repairs");
}
