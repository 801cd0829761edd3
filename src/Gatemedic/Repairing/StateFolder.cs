namespace Gatemedic.Repairing;

/// <summary>Where this user keeps what outlives a run.</summary>
internal static class StateFolder
{
    /// <summary>Of repairs: the host's for root, else the user's own.</summary>
    public static string Repairs => Path.Combine(State, "gatemedic/repairs");

    /// <summary>
    /// Of private nginx, which stay for a moment: in memory and apart from the repairs, for nginx's workers have to pass. The name is short, for
    /// that of a unix socket may have 107 bytes.
    /// </summary>
    public static string Shadows => Environment.IsPrivilegedProcess ? "/run/gatemedic"
        : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } named ? Path.Combine(named, "gatemedic")
        : Path.Combine(State, "gatemedic/shadows");

    private static string State =>
        Environment.IsPrivilegedProcess ? "/var/lib"
        : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } named ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state");
}
