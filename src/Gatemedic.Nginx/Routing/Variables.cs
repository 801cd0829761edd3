using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>The value of variables for a request, as nginx would compute them at this moment.</summary>
internal sealed class Variables(RequestState state, RouterSettings settings, Decisions decisions, PcrePatterns patterns)
{
    /// <summary>A longer text is told as unknown: a configuration can double a variable with every line.</summary>
    private const int MaxLength = 1 << 16;

    private readonly MapVariables maps = new(state.Server.Outer!, patterns);
    private readonly HashSet<string> evaluating = [];
    private IReadOnlySet<string>? settable;

    /// <summary>How captures are copied into a text.</summary>
    public enum Captures
    {
        /// <summary>As they are.</summary>
        Plain,

        /// <summary>Escaped for arguments when the request's path had escapes (ngx_http_script_copy_capture_code).</summary>
        Escaped,
    }

    /// <summary>The word with its variables replaced.</summary>
    /// <param name="word">Text of the configuration.</param>
    /// <param name="captures">How $1 to $9 are copied.</param>
    public Value Expand(string word, Captures captures = Captures.Plain)
    {
        if (!word.Contains('$', StringComparison.Ordinal))
        {
            return ByteText.FromText(word);
        }

        // nginx measures all variables before it writes any: captures are those that maps among them have left.
        var text = new StringBuilder();
        var unknown = ImmutableArray.CreateBuilder<string>();
        var pieces = new List<Piece>();
        foreach (var (part, isVariable) in VariableSyntax.Parts(word))
        {
            pieces.Add(!isVariable ? new Piece(part, ByteText.FromText(part)) : IsCapture(part) ? new Piece(part, null) : new Piece(part, Of(part)));
        }

        foreach (var piece in pieces)
        {
            var value = piece.Known ?? Capture(piece.Text[0] - '0', captures);
            value = text.Length + value.Text.Length <= MaxLength ? value : Value.Opaque(piece.Text);
            text.Append(value.Text);
            unknown.AddRange(value.IsKnown ? [] : value.Unknown);
        }

        return new Value(text.ToString(), unknown.DrainToImmutable());
    }

    /// <summary>The value of one variable, empty when it has none.</summary>
    public Value Of(string name)
    {
        if (state.Variables.TryGetValue(name, out var set))
        {
            return set;
        }

        var lower = name.ToLowerInvariant();
        return Mapped(lower) ?? BuiltIn(lower);
    }

    /// <summary>A part of a word; a capture has no value yet.</summary>
    private sealed record Piece(string Text, Value? Known);

    private static bool IsCapture(string name) => name is [>= '1' and <= '9'];

    private string Capture(int number, Captures captures)
    {
        var text = state.Captures?[number] ?? "";
        return captures == Captures.Escaped && (state.QuotedUri || state.PlusInUri) ? Escaping.Arguments(text) : text;
    }

    private Value? Mapped(string name)
    {
        if (maps.Find(name) is not { } map)
        {
            return null;
        }

        if (state.Cached.TryGetValue(name, out var known))
        {
            return known;
        }

        // nginx stops at a variable that depends on itself, too.
        if (!evaluating.Add(name))
        {
            return Value.Opaque(name);
        }

        var value = map.Name switch
        {
            "map" => maps.Map(map, state, this),
            "geo" => MapVariables.Geo(map, state, this),
            _ => MapVariables.Split(map, this),
        };
        evaluating.Remove(name);
        if (map.Name != "map" || !map.Children().Any(line => line is { Name: "volatile", Args: [] }))
        {
            state.Cached[name] = value;
        }

        return value;
    }

    private Value BuiltIn(string name) => name switch
    {
        "uri" or "document_uri" => state.Uri,
        "args" or "query_string" => state.Args,
        "is_args" => state.Args.Length > 0 ? "?" : "",
        "request_uri" => state.UnparsedUri,
        "request_method" => state.Method,
        "request" => $"{state.Request.Method} {state.Request.Target} HTTP/1.{state.Request.Minor}",
        "server_protocol" => state.IsVersionRead ? $"HTTP/1.{state.Request.Minor}" : "",
        "scheme" => state.Listen.Ssl ? "https" : "http",
        "https" => state.Listen.Ssl ? "on" : "",
        "host" => state.Host.Length > 0 ? state.Host : ServerName(),
        "server_name" => ServerName(),
        "server_port" => Number(state.Request.Port),
        "server_addr" when state.Request.Address is { } address => address.ToString(),
        "remote_addr" when From() is { } from => from.ToString(),
        "proxy_add_x_forwarded_for" when From() is { } from => state.Header("x_forwarded_for") is { } before ? $"{before}, {from}" : from.ToString(),
        "http_host" => state.Header("host") ?? "",
        "http2" or "http3" or "request_completion" or "slice_range" => "",
        "nginx_version" when settings.Version is { } version => version.ToString(),
        "document_root" => FilePaths.Root(state, this, settings),
        "request_filename" => FilePaths.Map(state, this, settings) ?? (Value)"",
        "content_length" => SentHeader("content_length"),
        "content_type" => SentHeader("content_type"),
        "proxy_host" => state.Proxy?.Host ?? "",
        "proxy_port" => state.Proxy?.Port ?? "",
        "fastcgi_script_name" => FastCgi().Script,
        "fastcgi_path_info" => FastCgi().PathInfo,
        "ssl_server_name" when !state.Listen.Ssl => "",
        _ when name.StartsWith("arg_", StringComparison.Ordinal) => Argument(name[4..]),
        _ when name.StartsWith("cookie_", StringComparison.Ordinal) => Cookie(name[7..]),
        _ when name.StartsWith("http_", StringComparison.Ordinal) => SentHeader(name[5..]),
        _ when IsSetSomewhere(name) => "",
        _ => Value.Opaque(name),
    };

    /// <summary>The client's address; null when unknown or when the realip module may replace it.</summary>
    public IPAddress? From() => state.Server.Find("set_real_ip_from") is null ? state.Request.From : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string ServerName()
    {
        var first = state.Server.Own("server_name") is { Args: [var name, ..] } ? ByteText.FromText(name) : "";
        return first.StartsWith('.') ? first[1..] : first;
    }

    private string SentHeader(string name)
    {
        var value = state.Header(name);
        if (value is null && !state.Request.HasAllHeaders && name is not ("content_length" or "transfer_encoding"))
        {
            decisions.Note("$http_" + name, $"no --header '{name.Replace('_', '-')}: ...' is given; taken as absent");
        }

        return value ?? "";
    }

    private string Argument(string name)
    {
        foreach (var part in state.Args.Split('&'))
        {
            if (part.Length > name.Length && part[name.Length] == '=' && part.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return part[(name.Length + 1)..];
            }
        }

        return "";
    }

    private string Cookie(string name)
    {
        foreach (var part in SentHeader("cookie").Split(';'))
        {
            var pair = part.TrimStart(' ');
            if (pair.StartsWith(name, StringComparison.OrdinalIgnoreCase) && pair.AsSpan(name.Length).TrimStart(' ') is ['=', .. var value])
            {
                return value.TrimStart(' ').ToString();
            }
        }

        return "";
    }

    /// <summary>ngx_http_fastcgi_split: a matching fastcgi_split_path_info, else the URI, with the index after a final '/'.</summary>
    private (string Script, string PathInfo) FastCgi()
    {
        if (state.Block.Find("fastcgi_split_path_info") is { Args: [var pattern] } && patterns.TryMatch(pattern, state.Uri, false, out var match) && match is not null)
        {
            return (match[1], match[2]);
        }

        return (state.Uri.EndsWith('/') && state.Block.Find("fastcgi_index") is { Args: [var index] } ? state.Uri + ByteText.FromText(index) : state.Uri, "");
    }

    /// <summary>A set or a named group somewhere gives it a value, but has not in this request.</summary>
    private bool IsSetSomewhere(string name) => !IsOfRunTime(name) && (settable ??= SetNames.In(state.Server.Outer!.Directive)).Contains(name);

    /// <summary>nginx's own variables that need no look through the configuration.</summary>
    private static bool IsOfRunTime(string name) =>
        name.StartsWith("upstream_", StringComparison.Ordinal) || name.StartsWith("ssl_", StringComparison.Ordinal)
        || name.StartsWith("time_", StringComparison.Ordinal) || name.StartsWith("sent_", StringComparison.Ordinal)
        || name is "request_id" or "request_time" or "request_length" or "msec" or "pid" or "status" or "connection" or "remote_port" or "remote_user" or "hostname";
}
