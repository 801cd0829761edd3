using System.Security.Cryptography;
using System.Text;

namespace Gatemedic.Rendering;

/// <summary>The page around a report: its skeleton, style and script, embedded as they stand in this folder.</summary>
internal static class PageAssets
{
    private const string Body = "{{body}}";

    /// <summary>What stands before and after the body. The policy allows this very script and nothing else.</summary>
    /// <param name="title">Of the window.</param>
    /// <param name="hasScript">There are plots, which it makes tell what is under the pointer.</param>
    public static (string Before, string After) Read(string title, bool hasScript = true)
    {
        var script = hasScript ? Read("page.js") : "";
        var page = Read("page.html")
            .Replace("{{title}}", title, StringComparison.Ordinal)
            .Replace("{{hash}}", "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script))), StringComparison.Ordinal)
            .Replace("{{style}}", Read("page.css"), StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal);
        var at = page.IndexOf(Body, StringComparison.Ordinal);
        return (page[..at], page[(at + Body.Length)..]);
    }

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("logs/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
