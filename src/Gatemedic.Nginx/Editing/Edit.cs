using System.Text;

namespace Gatemedic.Nginx;

/// <summary>A change of one byte range of one file.</summary>
/// <param name="File">Absolute path, as nginx opens it.</param>
/// <param name="Start">First byte replaced.</param>
/// <param name="End">One past the last byte replaced; equal to <paramref name="Start"/> for an insertion.</param>
/// <param name="Text">What stands there afterwards.</param>
public sealed record Edit(string File, int Start, int End, string Text)
{
    /// <summary>
    /// The bytes of a file with edits made, all of which speak of the bytes before: their order does not matter, but for
    /// insertions at one place, which keep it. The same edit twice is made once.
    /// </summary>
    /// <exception cref="ArgumentException">Two edits overlap, or one lies outside the file.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> content, IEnumerable<Edit> edits)
    {
        var result = new List<byte>(content.Length);
        var at = 0;
        foreach (var edit in Ordered(edits))
        {
            if (edit.Start < at || edit.End < edit.Start || edit.End > content.Length)
            {
                throw new ArgumentException($"bytes {edit.Start} to {edit.End} of {edit.File} are edited twice or are not there", nameof(edits));
            }

            result.AddRange(content[at..edit.Start]);
            result.AddRange(Encoding.UTF8.GetBytes(edit.Text));
            at = edit.End;
        }

        result.AddRange(content[at..]);
        return [.. result];
    }

    /// <summary>In the order of the file, each once.</summary>
    internal static IEnumerable<Edit> Ordered(IEnumerable<Edit> edits) => edits.Distinct().OrderBy(e => e.Start).ThenBy(e => e.End);
}
