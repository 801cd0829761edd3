using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>What URLs carry beside the address.</summary>
internal static partial class UrlPatterns
{
    /// <summary>scheme://user:password@host, with a colon or without.</summary>
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{0,20}(?:://|%3A%2F%2F)(?<secret>[^\s/@""'<>]{1,512})(?:@|%40)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex UserInfo();

    [GeneratedRegex(@"[?&](?:amp;)?[\w.%\[\]~-]{1,128}=(?<secret>[^\s&""'<>#|\\;{}]{1,8192})", RegexOptions.CultureInvariant)]
    public static partial Regex Value();

    /// <summary>A query that is one long word is a token.</summary>
    [GeneratedRegex(@"\?(?<secret>[\w.~%+/-]{20,4096}=*)(?=[\s""'&#]|$)", RegexOptions.CultureInvariant)]
    public static partial Regex Bare();
}
