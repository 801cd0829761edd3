namespace Gatemedic.Repairing;

/// <summary>Where this user keeps what outlives a run.</summary>
internal static class StateFolder
{
    /// <summary>Of repairs.</summary>
    public static string Repairs => Path.Combine(Root, "repairs");

    /// <summary>
    /// Of private nginx, which stay for a moment: in memory and apart from the repairs, for nginx's workers have to pass. The name is short, for
    /// that of a unix socket may have 107 bytes.
    /// </summary>
    public static string Shadows =>
        Environment.IsPrivilegedProcess ? "/run/gatemedic"
        : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is ['/', ..] and var named ? Path.Combine(named, "gatemedic")
        : Path.Combine(Root, "shadows");

    /// <summary>What systemd gives a unit (StateDirectory=), else the host's for root, else the user's own (XDG base directories).</summary>
    private static string Root =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY") is ['/', ..] and var given ? given
        : Environment.IsPrivilegedProcess ? "/var/lib/gatemedic"
        : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] and var named ? Path.Combine(named, "gatemedic")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state/gatemedic");
}
