using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>The security modules that may forbid nginx a connection whatever owners and modes say.</summary>
public sealed record MandatoryAccess
{
    /// <summary>enforcing or permissive; null where SELinux is not active.</summary>
    public string? Selinux { get; init; }

    /// <summary>SELinux booleans that decide where a web server may connect, as they are now; empty where the policy has none of them or SELinux is not active.</summary>
    public ImmutableArray<PolicyBoolean> Booleans { get; init; } = [];

    /// <summary>AppArmor is active.</summary>
    public bool Apparmor { get; init; }

    /// <summary>Under which rules the nginx processes run; empty where no module is active or that may not be seen.</summary>
    public ImmutableArray<ProcessLabel> Labels { get; init; } = [];

    /// <summary>A boolean's value; null when the policy has none of that name.</summary>
    public bool? IsOn(string boolean) => Booleans.OrEmpty().FirstOrDefault(b => b.Name == boolean)?.IsOn;
}

/// <summary>An SELinux boolean.</summary>
/// <param name="Name">httpd_can_network_connect.</param>
/// <param name="IsOn">It is on now, whatever it is after the next boot.</param>
public sealed record PolicyBoolean(string Name, bool IsOn);

/// <summary>The rules of a process.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Domain">Type of its SELinux context, "httpd_t"; null without SELinux.</param>
/// <param name="Profile">Name of its AppArmor profile; null without AppArmor and where it is unconfined.</param>
/// <param name="Mode">enforce, complain, kill, ... of that profile; null without one.</param>
public sealed record ProcessLabel(int Pid, string? Domain = null, string? Profile = null, string? Mode = null);
