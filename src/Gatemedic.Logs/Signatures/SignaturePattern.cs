using System.Text;

namespace Gatemedic.Logs;

/// <summary>One form of a signature, compiled: literal parts with named holes between them. A hole ends at the first place where the next literal fits.</summary>
internal sealed class SignaturePattern
{
    private readonly byte[][] _literals;

    internal SignaturePattern(Signature signature, int index, string form)
    {
        Signature = signature;
        Form = form;
        Index = index;
        var literals = new List<byte[]>();
        var names = new List<string>();
        int from = 0;
        for (int open; (open = HoleStart(form, from)) >= 0;)
        {
            int close = form.IndexOf('}', open);
            literals.Add(Encoding.UTF8.GetBytes(form[from..open]));
            names.Add(form[(open + 1)..close]);
            from = close + 1;
        }
        literals.Add(Encoding.UTF8.GetBytes(form[from..]));
        _literals = [.. literals];
        Names = [.. names];
        Weight = _literals.Sum(l => l.Length);
    }

    internal Signature Signature { get; }

    /// <summary>The form as the catalogue writes it.</summary>
    internal string Form { get; }

    /// <summary>Its own number, from 0.</summary>
    internal int Number { get; init; }

    /// <summary>Position of the signature in the catalogue.</summary>
    internal int Index { get; }

    internal string[] Names { get; }

    /// <summary>Literal bytes in all: of two forms that fit, the heavier says more.</summary>
    internal int Weight { get; }

    internal ReadOnlySpan<byte> Prefix => _literals[0];

    /// <summary>True when the whole message fits; sets the range of each hole.</summary>
    internal bool Fits(ReadOnlySpan<byte> message, Span<Range> holes)
    {
        if (!message.StartsWith(_literals[0]))
        {
            return false;
        }
        int at = _literals[0].Length;
        for (int i = 1; i < _literals.Length; i++)
        {
            var literal = _literals[i];
            bool last = i == _literals.Length - 1;
            int end = last
                ? message.Length - literal.Length
                : message[at..].IndexOf(literal) is >= 0 and var found ? at + found : -1;
            if (end < at || (last && !message.EndsWith(literal)))
            {
                return false;
            }
            holes[i - 1] = at..end;
            at = end + literal.Length;
        }
        return at == message.Length;
    }

    // A hole is a brace with a lower-case name; other braces are nginx's own text: unexpected "}".
    private static int HoleStart(string form, int from)
    {
        int open = form.IndexOf('{', from);
        return open >= 0 && open + 1 < form.Length && char.IsAsciiLetterLower(form[open + 1]) ? open
            : open < 0 ? -1 : HoleStart(form, open + 1);
    }
}
