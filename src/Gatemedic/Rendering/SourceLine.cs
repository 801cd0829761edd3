using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Rendering;

/// <summary>A line of a configuration file and where in it something starts.</summary>
/// <param name="Text">The line without its end; long lines are cut.</param>
/// <param name="Column">1-based column in characters (UTF-16 units) where the place starts.</param>
internal sealed record SourceLine(string Text, int Column)
{
    private const int Longest = 400;

    /// <summary>The line of a byte offset, null when the file is not at hand.</summary>
    public static SourceLine? At(IConfigFiles files, string path, int offset)
    {
        var content = files.Read(path).Content.Span;
        if (offset >= content.Length)
        {
            return null;
        }

        var start = content[..offset].LastIndexOf((byte)'\n') + 1;
        var rest = content[start..];
        var end = rest.IndexOf((byte)'\n') is >= 0 and var feed ? feed : rest.Length;
        var before = Encoding.UTF8.GetString(content[start..offset]);
        var text = Encoding.UTF8.GetString(rest[..Math.Min(end, Longest)]).TrimEnd('\r');
        return new SourceLine(text, before.Length + 1);
    }
}
