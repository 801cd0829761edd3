namespace Gatemedic.Bench;

/// <summary>Writes an error log as ngx_log_error_core and ngx_http_log_error_handler do.</summary>
internal sealed class ErrorLog(LineWriter line, Exchange exchange, Clock clock)
{
    /// <summary>NGX_MAX_ERROR_STR: the bytes of the longest line, with its LF.</summary>
    private const int LongestLine = 2048;

    private readonly Weighted<ErrorKind> kinds = new(ErrorKinds.All, kind => kind.Share);
    private readonly Dice dice = exchange.Dice;
    private long connection = 48_113_007;

    public void Write(long size)
    {
        while (line.Written < size)
        {
            clock.Advance((double)line.Written / size);
            var stricken = dice.OneIn(4) ? null : clock.Stricken;
            var kind = stricken is null ? kinds.Draw(dice)
                : stricken.Address[0] == 'u' ? ErrorKinds.SocketMissing : ErrorKinds.Refused;
            var group = Groups.Of(stricken) ?? (kind.Groups.Length > 0 ? dice.Of(kind.Groups) : null);
            exchange.Draw(group, kind.Context == Context.Http && kind.Groups.Length == 0 ? Requests.Static : Requests.Dynamic);
            exchange.Peer = stricken ?? exchange.Peer;
            WriteStart(kind);
            kind.Message.Write(line, exchange);
            if (kind.Context > Context.Bare)
            {
                WriteContext(kind.Context);
            }

            line.EndRecord(LongestLine);
        }
    }

    private void WriteStart(ErrorKind kind)
    {
        line.Put(clock.ErrorTime);
        line.Put(kind.LevelText);
        var pid = kind.Level == "notice" ? 2100 : 2101 + dice.Below(8);
        line.Put(pid);
        line.Put("#"u8);
        line.Put(pid);
        line.Put(": "u8);
        if (kind.Context > Context.None)
        {
            line.Put("*"u8);
            line.Put(connection += 1 + dice.Below(3));
            line.Put(" "u8);
        }
    }

    private void WriteContext(Context context)
    {
        line.Put(", client: "u8);
        line.Put(exchange.Client);
        line.Put(", server: "u8);
        if (context == Context.Listen)
        {
            line.Put("0.0.0.0:443"u8);
            return;
        }

        line.Put(exchange.Server.Name);
        line.Put(", request: \""u8);
        exchange.WriteRequest(line);
        if (context > Context.Http)
        {
            line.Put("\", upstream: \""u8);
            WriteUpstream(context);
        }

        line.Put("\", host: \""u8);
        line.Put(exchange.Server.Host);
        if (dice.OneIn(3))
        {
            line.Put("\", referrer: \""u8);
            line.Put(dice.OneIn(40) ? dice.Of(Referrers.RawHostile) : dice.Of(Referrers.Raw));
        }

        line.Put("\""u8);
    }

    private void WriteUpstream(Context context)
    {
        var group = exchange.Server.Group;
        line.Put(group.Scheme);
        var address = context == Context.UpstreamGroup ? group.Name : exchange.Peer.Address;
        line.Put(address);
        if (address[0] == 'u')
        {
            line.Put(":"u8);
        }

        if (group.WithUri)
        {
            line.Put(exchange.Uri);
        }
    }
}
