using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Finds what is a host name: by where it stands, and with dots in it by how it ends.</summary>
internal sealed partial class HostNames
{
    // Names that mean the same everywhere.
    private static readonly HashSet<string> Universal = new(StringComparer.Ordinal)
    {
        "localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback", "host.docker.internal", "gateway.docker.internal", "_", "unix", "default", "off", "on", "none",
    };

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _all = [];

    /// <summary>In small letters, in the order in which they were met.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>Takes the names of a text; gives the text back.</summary>
    public string Collect(TextPlace place, string text)
    {
        if (place.IsVocabulary)
        {
            return text;
        }

        var host = place.IsHost || place.MayBeHost ? Port().Replace(text, "") : "";
        if (place.IsHost || host.Contains('.', StringComparison.Ordinal))
        {
            Add(host);
        }

        foreach (Match match in Authority().Matches(text))
        {
            Add(match.Groups["host"].Value);
        }

        if (place.IsConfiguration)
        {
            foreach (Match match in Directive().Matches(text))
            {
                foreach (var name in match.Groups["names"].Value.Split((char[])[' ', '\t', '\r', '\n', '"', '\''], StringSplitOptions.RemoveEmptyEntries))
                {
                    Add(Port().Replace(name, ""));
                }
            }
        }
        else if (SyslogHost().Match(text) is { Success: true } stamped)
        {
            Add(stamped.Groups["host"].Value);
        }

        foreach (Match match in HostPseudonyms.Dotted().Matches(text))
        {
            if (TopDomains.IsHost(match.Value[(match.Value.LastIndexOf('.') + 1)..], text.AsSpan(0, match.Index)))
            {
                Add(match.Value);
            }
        }

        return text;
    }

    /// <summary>Takes a name; what is none, or is nobody's own, is left.</summary>
    public void Add(string name)
    {
        var host = name.Replace("\\.", ".", StringComparison.Ordinal).TrimStart('*', '.').TrimEnd('.').ToLowerInvariant();
        if (host.Length is > 0 and < 256 && !Universal.Contains(host) && Name().IsMatch(host) && host.Any(char.IsLetter) && _seen.Add(host))
        {
            _all.Add(host);
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,62})(?:\.[\p{L}\p{N}_-]{1,63}){0,16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?::\d{1,5})?(?:/.*)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Port();

    [GeneratedRegex(@"://(?:[^/@\s]{1,256}@)?(?<host>[\p{L}\p{N}][\p{L}\p{N}_.-]{0,253})", RegexOptions.CultureInvariant)]
    private static partial Regex Authority();

    [GeneratedRegex(@"(?<=(?:^|[;{}])\s{0,200})(?:(?:server|(?:fastcgi|uwsgi|scgi|memcached|grpc|proxy|mirror)_pass|(?:proxy|grpc|uwsgi)_ssl_name|listen|proxy_bind)\s+(?<names>[^\s;{}]{1,256})|(?:server_name|resolver|valid_referers)\s+(?<names>[^;{}]{1,16384}))", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    /// <summary>"Mar  4 12:00:00 host program[1]:", and the same with an ISO time.</summary>
    [GeneratedRegex(@"^(?:[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+-]{8,24}Z?)\s(?<host>[\w.-]{1,253})\s[\w./@-]{1,64}(?:\[\d{1,10}\])?:", RegexOptions.CultureInvariant)]
    private static partial Regex SyslogHost();
}
