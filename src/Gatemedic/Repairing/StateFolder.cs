namespace Gatemedic.Repairing;

/// <summary>Where this user keeps what outlives a run.</summary>
internal static class StateFolder
{
    /// <summary>Of repairs.</summary>
    public static string Repairs => Path.Combine(Root, "repairs");

    /// <summary>What systemd gives a unit (StateDirectory=), else the host's for root, else the user's own (XDG base directories).</summary>
    private static string Root =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY") is ['/', ..] and var given ? given
        : Environment.IsPrivilegedProcess ? "/var/lib/gatemedic"
        : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] and var named ? Path.Combine(named, "gatemedic")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state/gatemedic");
}
