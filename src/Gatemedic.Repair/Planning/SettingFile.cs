using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>Finds the place of a setting in a file of "key = value" lines under "[section]" heads.</summary>
internal static class SettingFile
{
    /// <summary>The edit that gives the setting its new value; null with the reason where the file is not as expected.</summary>
    public static (Edit? Edit, string? Obstacle) Find(byte[] content, SettingEdit wanted)
    {
        string? section = null;
        var (end, found) = (section == wanted.Section ? 0 : -1, new List<(int Start, int End, string Value)>());
        var at = 0;
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            // Bytes, for an edit counts them.
            var next = at + Encoding.UTF8.GetByteCount(line) + 1;
            var text = line.Trim();
            if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var close)
            {
                section = text[1..close];
            }
            else if (section == wanted.Section && text.Length > 0 && text[0] is not (';' or '#') && text.Split('=', 2) is [var key, var value] && key.Trim() == wanted.Key)
            {
                var indent = line.Length - line.TrimStart().Length;
                var (written, bare) = Value(value);
                found.Add((at + indent, at + indent + Encoding.UTF8.GetByteCount($"{text[..^value.Length]}{written}"), bare));
            }

            if (section == wanted.Section && text.Length > 0)
            {
                end = Math.Min(next, content.Length);
            }

            at = next;
        }

        var set = $"{wanted.Key} = {wanted.New}";
        return found switch
        {
            // Of several in a section the last one counts.
            [.., var one] when one.Value == wanted.Old => (new Edit(wanted.File, one.Start, one.End, set), null),
            [.., var one] => (null, $"{wanted.File} has {wanted.Key} = {one.Value}, not {wanted.Old ?? "unset"}; run this again"),
            [] when wanted.Old is null && end >= 0 => (new Edit(wanted.File, end, end, (end > 0 && content[end - 1] != '\n' ? "\n" : "") + set + "\n"), null),
            _ => (null, $"{wanted.File} does not set {wanted.Key}{(wanted.Section is null ? "" : $" in [{wanted.Section}]")}; edit by hand"),
        };
    }

    /// <summary>A value as it is written, without what follows it, and as it counts, without its quotes.</summary>
    private static (string Written, string Bare) Value(string text)
    {
        var start = text.Length - text.TrimStart().Length;
        var end = start < text.Length && text[start] == '"' && text.IndexOf('"', start + 1) is > 0 and var quote ? quote + 1 : text.IndexOf(';', StringComparison.Ordinal);
        var written = end < 0 ? text.TrimEnd() : text[..end].TrimEnd();
        return (written, written.Trim().Trim('"'));
    }
}
