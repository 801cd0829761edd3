namespace Gatemedic.Causes;

/// <summary>The runbook pages, one for each room, embedded as they stand in its folder.</summary>
public static class CausePages
{
    private const string Mark = "**TL;DR** ";

    /// <summary>One line on a cause, with the marks of Markdown in it: the first sentence of its page.</summary>
    public static string? Summary(string code)
    {
        var line = Read(code)?.Split('\n').FirstOrDefault(l => l.StartsWith(Mark, StringComparison.Ordinal))?[Mark.Length..];
        return line is not null && line.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? line[..(end + 1)] : line;
    }

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
