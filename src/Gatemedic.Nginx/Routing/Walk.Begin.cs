namespace Gatemedic.Nginx;

/// <content>What nginx reads before any phase: the request line, the host, and with it the server.</content>
internal sealed partial class Walk
{
    /// <summary>Reads the request line and the host, as nginx does before any phase.</summary>
    private Phase Begin()
    {
        var request = state.Request;
        var target = RequestTarget.Parse(request.Target, state.Server.IsOn("merge_slashes", true));
        var isMethod = IsMethod(request.Method);
        if (!isMethod || target is not { } parsed)
        {
            state.IsVersionRead = isMethod && RequestTarget.IsWord(request.Target);
            ChooseServer(state.Listen.Default, "the default server: the request line is malformed");
            return Fail(400, "nginx cannot read the request line");
        }

        (state.Uri, state.Args, state.UnparsedUri) = (parsed.Uri, parsed.Args, parsed.Unparsed);
        (state.ValidUnparsedUri, state.QuotedUri, state.PlusInUri) = (parsed.HasPath, parsed.Quoted, parsed.Plus);
        if (Host(parsed.Host) is { } phase)
        {
            return phase;
        }

        if (request.Tls != state.Listen.Ssl)
        {
            return request.Tls
                ? End(new RouteOutcome(RouteKind.Error, null, null) { Reason = "the port does not speak TLS: the handshake fails" })
                : Fail(497, "plain HTTP is sent to a port that speaks TLS");
        }

        return Phase.ServerRewrite;
    }

    private static bool IsMethod(string text)
    {
        foreach (var ch in text)
        {
            if (!char.IsAsciiLetterUpper(ch) && ch is not ('_' or '-'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>Chooses the server by name; a phase when the request ends here.</summary>
    private Phase? Host(string? inTarget)
    {
        var request = state.Request;
        var host = inTarget is null ? null : HostHeader.Validate(inTarget);
        if (inTarget is not null && host is null)
        {
            ChooseServer(state.Listen.Default, "the default server: the host in the request line is invalid");
            return Fail(400, "the host in the request line is invalid");
        }

        var isGiven = false;
        foreach (var (name, value) in request.Headers)
        {
            state.HeadersRead++;
            if (!name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var valid = isGiven ? null : HostHeader.Validate(value);
            if (valid is null)
            {
                ChooseEarly(host);
                return Fail(400, isGiven ? "there is more than one Host header" : "the Host header is invalid");
            }

            (host, isGiven) = (host ?? valid, true);
        }

        state.Host = host ?? "";
        Choose(state.Host);
        return !isGiven && request.Minor > 0 ? Fail(400, "HTTP/1.1 requires a Host header")
            : request.Method is "CONNECT" or "TRACE" ? Fail(NotAllowed, $"nginx never allows {request.Method}")
            : null;
    }

    /// <summary>A fault that is found before a host is known meets the default server.</summary>
    private void ChooseEarly(string? host)
    {
        state.Host = host ?? "";
        if (host is null)
        {
            ChooseServer(state.Listen.Default, "the default server: the host is invalid");
        }
        else
        {
            Choose(host);
        }
    }

    private void Choose(string host)
    {
        var found = ServerNames.Find(state.Listen.Servers, host, IsServerMatch);
        var shown = ByteText.ToText(host);
        ChooseServer(found ?? state.Listen.Default, found is not null ? $"its server_name fits \"{shown}\""
            : state.Listen.Servers.Count == 1 ? "the only server on this address"
            : $"the default server of this address: no server_name fits \"{shown}\"");
    }

    private bool IsServerMatch(NamedServer server, string pattern)
    {
        var tried = patterns.TryMatch(pattern, state.Host.Length > 0 ? state.Host : "", pattern.AsSpan().IndexOfAnyInRange('A', 'Z') >= 0, out var match);
        if (!tried)
        {
            return decisions.Take("server_name ~" + pattern, "only PCRE reads this pattern", (false, "no match"));
        }

        if (match is not null)
        {
            state.Matched(match);
        }

        return match is not null;
    }

    private void ChooseServer(Directive server, string why)
    {
        if (!ReferenceEquals(server, state.Server.Directive))
        {
            state.Server = new ConfigBlock(server, state.Server.Outer);
        }

        state.Block = state.Server;
        Step("server", why, server);
    }
}
