namespace Gatemedic.Lint;

/// <summary>The pages of the checks, embedded as they stand in their folders.</summary>
public static class CheckPages
{
    /// <summary>The Markdown of a check's page, or null when there is no such check.</summary>
    public static string? Read(string code)
    {
        using var stream = typeof(CheckPages).Assembly.GetManifestResourceStream($"checks/{code}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
