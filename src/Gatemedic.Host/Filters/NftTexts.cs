using System.Globalization;

namespace Gatemedic.Host;

/// <summary>The rules in nft's own language, by their handles, out of <c>nft -a list ruleset</c>.</summary>
internal sealed class NftTexts
{
    private const string Mark = " # handle ";
    private readonly Dictionary<(string Family, string Table, long Handle), string> rules = [];

    /// <summary>Reads them; what has no handle is no rule.</summary>
    public static NftTexts Parse(string text)
    {
        var texts = new NftTexts();
        var (family, table) = ("", "");
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            var mark = line.LastIndexOf(Mark, StringComparison.Ordinal);
            if (line.StartsWith("table ", StringComparison.Ordinal) && line.Split(' ') is [_, var f, var t, ..])
            {
                (family, table) = (f, t);
            }
            else if (mark > 0 && !line[..mark].EndsWith('{') && long.TryParse(line[(mark + Mark.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out var handle))
            {
                texts.rules.TryAdd((family, table, handle), line[..mark]);
            }
        }

        return texts;
    }

    /// <summary>The text, or a name for a rule whose text is not known.</summary>
    public string Of(string family, string table, long? handle) =>
        handle is { } number && rules.TryGetValue((family, table, number), out var text) ? text : $"rule with handle {handle}";
}
