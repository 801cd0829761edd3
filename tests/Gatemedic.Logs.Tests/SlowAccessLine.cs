using System.Text.RegularExpressions;

namespace Gatemedic.Logs.Tests;

/// <summary>A log format as one regular expression: the twin that the scanner is checked against.</summary>
internal sealed class SlowAccessLine
{
    private readonly Regex _regex;

    internal SlowAccessLine(AccessFormat format)
    {
        string text = format.Escape switch { "default" => "[^\"]*?", "json" => "(?:[^\"\\\\]|\\\\.)*?", _ => ".*?" };
        var pieces = format.Pieces.Select(p => $"(?<{p.Field}>{Pattern(p, text)}){Regex.Escape(Logs.Text(p.After))}");
        _regex = new Regex("\\A" + Regex.Escape(Logs.Text(format.Lead)) + string.Concat(pieces) + "\\z", RegexOptions.Singleline);
    }

    /// <summary>Every used field's value, or null when the line does not fit.</summary>
    internal string? Parse(string line)
    {
        var match = _regex.Match(line);
        return match.Success
            ? string.Join('|', Enumerable.Range(1, (int)AccessField.Count - 1).Select(f => match.Groups[$"{(AccessField)f}"].Value))
            : null;
    }

    private static string Pattern(AccessPiece piece, string text)
    {
        char after = piece.After.Length > 0 ? (char)piece.After[0] : ' ';
        string end = char.IsAsciiLetterOrDigit(after) || ".:-/[]_".Contains(after) ? "" : Regex.Escape($"{after}").Replace("]", "\\]");
        string item = $"[^ ,\"{end}]*";
        return piece.Shape switch
        {
            AccessShape.Text => text,
            AccessShape.Status => "[0-9]{3}",
            AccessShape.Number => "(?>[0-9.\\-]*)",
            AccessShape.Host => "(?>[^/ ,\"]*)",
            AccessShape.List => $"(?>{item}(?:(?:, | : ){item})*)",
            AccessShape.Rest => ".*",
            AccessShape.LocalTime => "..\\/...\\/.{13} .{5}",
            _ => ".{4}-.{5}T.{14}",
        };
    }
}
