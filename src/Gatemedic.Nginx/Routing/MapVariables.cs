using System.Globalization;
using System.Net;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Variables that map, geo and split_clients blocks define.</summary>
internal sealed class MapVariables
{
    private readonly Dictionary<string, Directive> blocks = new(StringComparer.OrdinalIgnoreCase);
    private readonly PcrePatterns patterns;

    public MapVariables(ConfigBlock http, PcrePatterns patterns)
    {
        this.patterns = patterns;
        foreach (var block in http.Settings)
        {
            if (block is { Name: "map" or "geo" or "split_clients", Args: [.., ['$', .. var name]] })
            {
                blocks[name] = block;
            }
        }
    }

    /// <summary>The block that defines a variable.</summary>
    public Directive? Find(string name) => blocks.GetValueOrDefault(name);

    /// <summary>ngx_http_map_find: exact keys, wildcards, regular expressions in order, default.</summary>
    public Value Map(Directive map, RequestState state, Variables variables)
    {
        var source = variables.Expand(map.Args[0]);
        var lines = map.Children().ToList();
        if (!source.IsKnown)
        {
            var outcomes = lines.Where(l => l.Args is [_]).Select(l => l.Args[0]).Distinct().ToList();
            return outcomes is [var only] && lines.Exists(l => l.Name == "default") ? variables.Expand(only) : new Value(source.Text, source.Unknown);
        }

        var hosts = lines.Exists(l => l is { Name: "hostnames", Args: [] });
        var key = hosts && source.Text.EndsWith('.') ? source.Text[..^1] : source.Text;
        var name = ByteText.ToText(key);
        var found = lines.Find(l => IsPlain(l) && Unescaped(l.Name).Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? (hosts ? Wildcard(lines, name) : null);
        if (found is null)
        {
            foreach (var line in lines.Where(l => l.Args is [_] && l.Name.StartsWith('~')))
            {
                var ignoresCase = line.Name.StartsWith("~*", StringComparison.Ordinal);
                if (!patterns.TryMatch(line.Name[(ignoresCase ? 2 : 1)..], source.Text, ignoresCase, out var match))
                {
                    return Value.Opaque(map.Args[^1][1..]);
                }

                if (match is not null)
                {
                    state.Matched(match);
                    found = line;
                    break;
                }
            }
        }

        found ??= lines.Find(l => l is { Name: "default", Args: [_] });
        return found is null ? "" : variables.Expand(found.Args[0]);
    }

    /// <summary>The line with the longest prefix around the address, else default.</summary>
    public static Value Geo(Directive geo, RequestState state, Variables variables)
    {
        var lines = geo.Children().ToList();
        var source = geo.Args.Length == 2 ? variables.Expand(geo.Args[0]) : variables.From() is { } from ? from.ToString() : Value.Opaque("remote_addr");
        if (!source.IsKnown || (lines.Exists(l => l.Name is "proxy") && state.Header("x_forwarded_for") is not null))
        {
            return source.IsKnown ? Value.Opaque(geo.Args[^1][1..]) : source;
        }

        var known = IPAddress.TryParse(source.Text, out var address);
        Directive? best = null;
        var longest = -1;
        foreach (var line in lines)
        {
            if (known && line.Args is [_] && AddressRange.Prefix(line.Name, address!) is { } length && length >= longest)
            {
                (best, longest) = (line, length);
            }
        }

        best ??= lines.Find(l => l is { Name: "default", Args: [_] });
        return best is null ? "" : ByteText.FromText(best.Args[0]);
    }

    /// <summary>ngx_http_split_clients_variable: MurmurHash2 of the text against the shares.</summary>
    public static Value Split(Directive split, Variables variables)
    {
        var source = variables.Expand(split.Args[0]);
        if (!source.IsKnown)
        {
            return source;
        }

        var hash = Murmur(source.Text);
        uint last = 0;
        foreach (var line in split.Children().Where(l => l.Args is [_]))
        {
            var share = line.Name == "*" ? 0 : (uint)Math.Round(100 * decimal.Parse(line.Name.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture));
            last += (uint)((ulong)share * 0xffffffff / 10000);
            if (share == 0 || hash < last)
            {
                return ByteText.FromText(line.Args[0]);
            }
        }

        return "";
    }

    private static bool IsPlain(Directive line) => line.Args is [_] && line.Name is not ("default" or ['~', ..]);

    private static string Unescaped(string key) => key.StartsWith('\\') ? key[1..] : key;

    private static Directive? Wildcard(List<Directive> lines, string host)
    {
        Directive? best = null;
        var longest = 0;
        foreach (var trailing in (bool[])[false, true])
        {
            foreach (var line in lines.Where(IsPlain))
            {
                var key = Unescaped(line.Name);
                var part = trailing ? key.EndsWith(".*", StringComparison.Ordinal) ? key[..^1] : ""
                    : key.StartsWith("*.", StringComparison.Ordinal) ? key[1..] : key.StartsWith('.') ? key : "";
                var fits = part.Length > 0 && ((!trailing && key[0] == '.' && host.Equals(key[1..], StringComparison.OrdinalIgnoreCase))
                    || (host.Length > part.Length && (trailing ? host.StartsWith(part, StringComparison.OrdinalIgnoreCase) : host.EndsWith(part, StringComparison.OrdinalIgnoreCase))));
                if (fits && part.Length > longest)
                {
                    (best, longest) = (line, part.Length);
                }
            }

            if (best is not null)
            {
                break;
            }
        }

        return best;
    }

    private static uint Murmur(string text)
    {
        const uint m = 0x5bd1e995;
        var data = Encoding.Latin1.GetBytes(text);
        var hash = (uint)data.Length;
        var at = 0;
        for (; data.Length - at >= 4; at += 4)
        {
            var k = BitConverter.ToUInt32(data, at) * m;
            hash = (hash * m) ^ ((k ^ (k >> 24)) * m);
        }

        for (var rest = data.Length - at - 1; rest >= 0; rest--)
        {
            hash ^= (uint)data[at + rest] << (8 * rest);
            hash = rest == 0 ? hash * m : hash;
        }

        hash = (hash ^ (hash >> 13)) * m;
        return hash ^ (hash >> 15);
    }
}
