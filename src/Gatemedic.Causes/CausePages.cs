namespace Gatemedic.Causes;

/// <summary>The runbook pages, one for each room, embedded as they stand in its folder.</summary>
public static class CausePages
{
    /// <summary>The Markdown of a cause's page, or null when there is no such room.</summary>
    public static string? Read(string code)
    {
        using var stream = typeof(CausePages).Assembly.GetManifestResourceStream($"pages/{code}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
