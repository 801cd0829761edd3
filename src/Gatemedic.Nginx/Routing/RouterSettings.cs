namespace Gatemedic.Nginx;

/// <summary>For which nginx requests are followed.</summary>
public sealed record RouterSettings
{
    /// <summary>nginx's prefix: relative roots start here.</summary>
    public string Prefix { get; init; } = "/etc/nginx";

    /// <summary>Whose defaults hold; null when no version is known.</summary>
    public NginxVersion? Version { get; init; }

    /// <summary>What is known of the disk.</summary>
    public IFileFacts Files { get; init; } = new NoFileFacts();

    /// <summary>Tell everything: the other branch of what is undecided, and the effective values. Otherwise only the way is followed, which is faster.</summary>
    public bool TellsAll { get; init; } = true;
}
