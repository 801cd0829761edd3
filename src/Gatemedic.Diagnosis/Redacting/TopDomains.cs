using System.Collections.Frozen;

namespace Gatemedic.Diagnosis;

/// <summary>Last labels of host names. They name nobody and stay; and they tell a host name in a text from a file name.</summary>
internal static class TopDomains
{
    private static readonly FrozenSet<string> Public = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "com", "org", "net", "io", "edu", "gov", "mil", "biz", "online", "cloud", "example", "invalid", "internal", "intranet", "lan", "corp", "localdomain", "arpa", "onion",
        "de", "fr", "uk", "nl", "es", "it", "ru", "cn", "jp", "br", "au", "ca", "ch", "at", "be", "se", "fi", "dk", "cz", "us", "eu", "kr", "tw", "pt", "ie", "nz", "za",
        "mx", "ar", "tr", "gr", "hu", "ro", "ua", "il");

    // Also endings of files and packages: behind a slash they are not taken for hosts.
    private static readonly FrozenSet<string> Weak = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "app", "dev", "test", "local", "home", "info", "site", "shop", "store", "tech", "xyz", "ai", "co", "me", "tv", "svc", "cluster", "private");

    /// <summary>It stays as it is at the end of a name.</summary>
    public static bool Contains(string label) => Public.Contains(label) || Weak.Contains(label);

    /// <summary>A word with dots that ends so is a host name, where a text holds it after <paramref name="before"/>.</summary>
    public static bool IsHost(string label, ReadOnlySpan<char> before) =>
        Public.Contains(label) || (Weak.Contains(label) && (before is not [.., '/'] || before is [.., '/', '/']));
}
