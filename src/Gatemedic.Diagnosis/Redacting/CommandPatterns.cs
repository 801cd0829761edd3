using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>What programs are told when they are started.</summary>
internal static partial class CommandPatterns
{
    /// <summary>A variable of the environment.</summary>
    [GeneratedRegex(@"(?<![\w-])[A-Z_][A-Z0-9_]{1,64}=(?:""(?<secret>[^""]{1,4096})""|'(?<secret>[^']{1,4096})'|(?<secret>[^\s""']{1,4096}))", RegexOptions.CultureInvariant)]
    public static partial Regex Assignment();

    /// <summary>--password x.</summary>
    [GeneratedRegex(@"(?<=^|\s)--?[\w.-]{0,64}?" + HeaderPatterns.SecretName + @"\s+(?!-)(?<secret>\S{1,4096})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex Option();

    /// <summary>curl -u user:password.</summary>
    [GeneratedRegex(@"(?<=\s)(?:-u|--user|--proxy-user)[\s=]?(?<secret>[^\s:]{1,256}:\S{1,4096})", RegexOptions.CultureInvariant)]
    public static partial Regex User();
}
