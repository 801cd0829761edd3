namespace Gatemedic.Host;

/// <summary>Reads /proc/PID/limits.</summary>
internal static class LimitsParser
{
    private const string Files = "Max open files";

    /// <summary>Soft and hard limit of open files; null for what is not there or is "unlimited".</summary>
    public static (long? Soft, long? Hard) OpenFiles(string text)
    {
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith(Files, StringComparison.Ordinal));
        var words = line?[Files.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return (Number(words.ElementAtOrDefault(0)), Number(words.ElementAtOrDefault(1)));
    }

    private static long? Number(string? word) => long.TryParse(word, out var number) ? number : null;
}
