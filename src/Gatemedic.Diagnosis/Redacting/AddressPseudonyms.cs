using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Gives IP addresses other values wherever a text holds one. See <see cref="AddressBits"/> for what they keep.</summary>
internal sealed partial class AddressPseudonyms(byte[] key)
{
    private readonly AddressBits _bits = new(key);
    private readonly Dictionary<IPAddress, IPAddress> _known = [];

    /// <summary>Those that were met and changed.</summary>
    public ImmutableArray<Pseudonym> All => [.. _known.Where(k => !k.Key.Equals(k.Value)).Select(k => new Pseudonym("address", k.Value.ToString(), k.Key.ToString()))];

    /// <summary>The text with every address replaced; a network keeps its length and has no bits behind it.</summary>
    public string Apply(string text)
    {
        text = V4().Replace(text, match => Shown(match));
        return text.Contains(':', StringComparison.Ordinal) ? V6().Replace(text, match => match.Value.Count(c => c == ':') < 2 ? match.Value : Shown(match)) : text;
    }

    private string Shown(Match match)
    {
        if (!IPAddress.TryParse(match.Groups["address"].ValueSpan, out var address))
        {
            return match.Value;
        }

        var shown = Of(address);
        if (match.Groups["length"] is { Success: true } group && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && Network(address, length).Equals(address))
        {
            shown = Network(shown, length);
        }

        // As it was written where it stays: an address has several spellings.
        return shown.Equals(address) ? match.Value : string.Concat(shown.ToString(), match.Value.AsSpan(match.Groups["address"].Length));
    }

    private IPAddress Of(IPAddress address)
    {
        if (!_known.TryGetValue(address, out var shown))
        {
            shown = address.IsIPv4MappedToIPv6 ? Of(address.MapToIPv4()).MapToIPv6() : new IPAddress(_bits.Permute(address.GetAddressBytes()));
            _known.Add(address, shown);
        }

        return shown;
    }

    /// <summary>The address with the bits behind the network's length cleared; itself where there is no such length.</summary>
    private static IPAddress Network(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = Math.Max(0, length); i < bytes.Length * 8; i++)
        {
            bytes[i / 8] &= (byte)~(0x80 >> (i % 8));
        }

        return address.AddressFamily == AddressFamily.InterNetwork || address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(bytes) : address;
    }

    [GeneratedRegex(@"(?<![\w.]|::[fF]{4}:)(?<address>(?:\d{1,3}\.){3}\d{1,3})(?![\w]|\.\d)(?:/(?<length>\d{1,2})(?!\w))?", RegexOptions.CultureInvariant)]
    private static partial Regex V4();

    [GeneratedRegex(@"(?<![\w:.])(?<address>(?:[0-9a-fA-F]{0,4}:){2,8}(?:[0-9a-fA-F]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?![\w:]|\.\d)(?:/(?<length>\d{1,3})(?!\w))?", RegexOptions.CultureInvariant)]
    private static partial Regex V6();
}
