using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>The bytes of a statement that is known to be right: where its words are, and where its body starts.</summary>
/// <param name="Words">Byte ranges of the words, quotes included.</param>
/// <param name="BodyStart">After the ';' or '{'.</param>
internal sealed record StatementLayout(ImmutableArray<(int Start, int End)> Words, int BodyStart)
{
    /// <summary>The layout of the statement at an offset; null when none is there.</summary>
    public static StatementLayout? Read(ReadOnlySpan<byte> bytes, int start)
    {
        var words = ImmutableArray.CreateBuilder<(int, int)>();
        for (var at = start; at < bytes.Length;)
        {
            switch (bytes[at])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    at++;
                    break;
                case (byte)'#':
                    at = bytes[at..].IndexOf((byte)'\n') is >= 0 and var feed ? at + feed : bytes.Length;
                    break;
                case (byte)';' or (byte)'{':
                    return new StatementLayout(words.ToImmutable(), at + 1);
                case var ch:
                    var end = ch is (byte)'"' or (byte)'\'' ? QuotedEnd(bytes, at) : BareEnd(bytes, at);
                    words.Add((at, end));
                    at = end;
                    break;
            }
        }

        return null;
    }

    private static int QuotedEnd(ReadOnlySpan<byte> bytes, int start)
    {
        var at = start + 1;
        while (at < bytes.Length && bytes[at] != bytes[start])
        {
            at += bytes[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, bytes.Length);
    }

    private static int BareEnd(ReadOnlySpan<byte> bytes, int start)
    {
        var at = start;
        while (at < bytes.Length && bytes[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)';' or (byte)'{'))
        {
            var ch = bytes[at];
            at += ch == '\\' ? 2 : 1;

            // After '$' any number of '{' belongs to the word.
            while (ch == '$' && at < bytes.Length && bytes[at] == '{')
            {
                at++;
            }
        }

        return Math.Min(at, bytes.Length);
    }
}
