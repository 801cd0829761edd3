using System.Globalization;

namespace Gatemedic.Nginx;

/// <summary>How many arguments a directive takes: the NGX_CONF_TAKE flags of its command.</summary>
/// <param name="Counts">Bit n: n arguments are right, for 0 to 7.</param>
/// <param name="AtLeast">This many or more are right; null when only <paramref name="Counts"/> are.</param>
public readonly record struct ArgumentCount(byte Counts, int? AtLeast = null)
{
    /// <summary>As ngx_conf_handler decides.</summary>
    public bool Allows(int count) => AtLeast is { } least ? count >= least : count < 8 && (Counts & (1 << count)) != 0;

    /// <summary>For people: <c>1</c>, <c>1 or 2</c>, <c>at least 1</c>, <c>any number of</c>.</summary>
    public override string ToString()
    {
        var (counts, least) = (Counts, AtLeast);
        return least switch
        {
            0 => "any number of",
            { } some => string.Create(CultureInfo.InvariantCulture, $"at least {some}"),
            _ => string.Join(" or ", Enumerable.Range(0, 8).Where(n => (counts & (1 << n)) != 0)),
        };
    }

    /// <summary>Reads the table's <c>1,2</c>, <c>1+</c>, <c>any</c> or <c>flag</c>.</summary>
    internal static ArgumentCount Parse(ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case "any":
                return new ArgumentCount(0, 0);
            case "flag":
                return new ArgumentCount(1 << 1);
            case [var least, '+']:
                return new ArgumentCount(0, least - '0');
        }

        var counts = 0;
        foreach (var digit in text)
        {
            counts |= digit == ',' ? 0 : 1 << (digit - '0');
        }

        return new ArgumentCount((byte)counts);
    }
}
