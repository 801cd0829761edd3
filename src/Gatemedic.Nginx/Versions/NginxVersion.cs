using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gatemedic.Nginx;

/// <summary>A release of nginx: <c>1.22.1</c>. Ordered as released within one line of development.</summary>
/// <param name="Major">1.</param>
/// <param name="Minor">Even: stable; odd: mainline.</param>
/// <param name="Patch">Release within the branch.</param>
public readonly record struct NginxVersion(int Major, int Minor, int Patch) : IComparable<NginxVersion>
{
    /// <summary>Reads <c>1.22.1</c>, also as nginx prints it: <c>nginx/1.22.1</c>, <c>openresty/1.25.3.1</c>, <c>1.24.0 (Ubuntu)</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NginxVersion version)
    {
        version = default;
        var number = text.AsSpan().Trim();
        number = number[(number.LastIndexOf('/') + 1)..];
        number = number.IndexOf(' ') is >= 0 and var blank ? number[..blank] : number;
        Span<int> parts = stackalloc int[3];
        var count = 0;
        foreach (var part in number.Split('.'))
        {
            // OpenResty appends a fourth number of its own to nginx's three.
            if (count == 3)
            {
                break;
            }

            if (!int.TryParse(number[part], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count++]))
            {
                return false;
            }
        }

        version = new NginxVersion(parts[0], parts[1], parts[2]);
        return count >= 2;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">It is no version.</exception>
    public static NginxVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"\"{text}\" is no nginx version; one looks like 1.22.1");

    /// <inheritdoc/>
    public int CompareTo(NginxVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Released before.</summary>
    public static bool operator <(NginxVersion a, NginxVersion b) => a.CompareTo(b) < 0;

    /// <summary>Released after.</summary>
    public static bool operator >(NginxVersion a, NginxVersion b) => a.CompareTo(b) > 0;

    /// <summary>The same, or released before.</summary>
    public static bool operator <=(NginxVersion a, NginxVersion b) => a.CompareTo(b) <= 0;

    /// <summary>The same, or released after.</summary>
    public static bool operator >=(NginxVersion a, NginxVersion b) => a.CompareTo(b) >= 0;
}
