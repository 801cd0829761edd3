namespace Gatemedic.Nginx;

/// <summary>A request on its way, with nginx's own words for its parts (ngx_http_request_t).</summary>
internal sealed class RequestState
{
    /// <summary>nginx gives up after this many changes of the URI (NGX_HTTP_MAX_URI_CHANGES).</summary>
    private const int MaxUriChanges = 10;

    /// <summary>The request as sent.</summary>
    public required RouteRequest Request { get; init; }

    /// <summary>The server block.</summary>
    public required ConfigBlock Server { get; set; }

    /// <summary>loc_conf: the block whose settings hold now.</summary>
    public required ConfigBlock Block { get; set; }

    /// <summary>How the request came in.</summary>
    public required ListenAddress Listen { get; init; }

    /// <summary>Normalised path, byte text.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Arguments without '?'.</summary>
    public string Args { get; set; } = "";

    /// <summary>Path and arguments as sent.</summary>
    public string UnparsedUri { get; set; } = "";

    /// <summary>The host of the request, validated; empty when it names none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Method now: an error page turns it to GET.</summary>
    public required string Method { get; set; }

    /// <summary>The path as sent can still be passed on.</summary>
    public bool ValidUnparsedUri { get; set; } = true;

    /// <summary>The URI still starts with the location's name.</summary>
    public bool ValidLocation { get; set; } = true;

    /// <summary>The URI was changed by nginx itself.</summary>
    public bool IsInternal { get; set; }

    /// <summary>The path had an escape.</summary>
    public bool QuotedUri { get; set; }

    /// <summary>The path had a '+'.</summary>
    public bool PlusInUri { get; set; }

    /// <summary>A rewrite asks for a new search for a location.</summary>
    public bool UriChanged { get; set; }

    /// <summary>try_files found a file below an alias of a regular expression.</summary>
    public bool AddsUriToAlias { get; set; }

    /// <summary>How many more changes of the URI are allowed.</summary>
    public int UriChanges { get; set; } = MaxUriChanges + 1;

    /// <summary>An error page is being fetched, and another is not.</summary>
    public bool InErrorPage { get; set; }

    /// <summary>Status that replaces that of the answer; 0 for none.</summary>
    public int ErrorStatus { get; set; }

    /// <summary>Where the content handler was set; null for files.</summary>
    public ConfigBlock? ContentBlock { get; set; }

    /// <summary>The last match of a regular expression.</summary>
    public PcreMatch? Captures { get; set; }

    /// <summary>Variables that set, and named groups, gave values to.</summary>
    public Dictionary<string, Value> Variables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Values of maps and the like: nginx keeps the first.</summary>
    public Dictionary<string, Value> Cached { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many header lines nginx has read: an early fault keeps it from reading the rest.</summary>
    public int HeadersRead { get; set; }

    /// <summary>The version in the request line was read.</summary>
    public bool IsVersionRead { get; set; } = true;

    /// <summary>The Location header of a redirect that an error page replaces: it stays.</summary>
    public string? Location { get; set; }

    /// <summary>Host, port and scheme that the proxy module speaks to: <c>$proxy_host</c>; null before.</summary>
    public (string Host, string Port)? Proxy { get; set; }

    /// <summary>Remembers a match: captures, and variables of named groups.</summary>
    public void Matched(PcreMatch match)
    {
        Captures = match;
        foreach (var (name, number) in match.Names)
        {
            Variables[name] = match[number];
        }
    }

    /// <summary>The value of the first header of a name as nginx makes it a variable: lower case, '_' for '-'; null when absent.</summary>
    public string? Header(string variable)
    {
        string? found = null;
        foreach (var (name, value) in Request.Headers.AsSpan(0, HeadersRead))
        {
            // A header with '_' is dropped unless underscores_in_headers is on.
            if (name.Length == variable.Length && (!name.Contains('_', StringComparison.Ordinal) || Server.IsOn("underscores_in_headers"))
                && name.Replace('-', '_').Equals(variable, StringComparison.OrdinalIgnoreCase))
            {
                if (variable is not ("cookie" or "x_forwarded_for"))
                {
                    return value;
                }

                found = found is null ? value : found + (variable == "cookie" ? "; " : ", ") + value;
            }
        }

        return found;
    }
}
