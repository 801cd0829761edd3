namespace Gatemedic.Nginx;

/// <summary>A run of releases, both ends included.</summary>
/// <param name="Since">First release; null: older than any that is told.</param>
/// <param name="Until">Last release; null: still so in the newest.</param>
public readonly record struct VersionRange(NginxVersion? Since, NginxVersion? Until)
{
    /// <summary>The release lies in it.</summary>
    public bool Contains(NginxVersion version) => !(Since > version) && !(Until < version);

    /// <summary>Reads the table's <c>1.7.5-1.29.6</c>; either end may be empty.</summary>
    internal static VersionRange Parse(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOf('-');
        return new VersionRange(End(text[..dash]), End(text[(dash + 1)..]));
    }

    private static NginxVersion? End(ReadOnlySpan<char> text) => text.IsEmpty ? null : NginxVersion.Parse(text.ToString());
}
