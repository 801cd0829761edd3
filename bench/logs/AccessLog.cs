namespace Gatemedic.Bench;

/// <summary>Writes an access log: combined, then $host $request_time and the five upstream fields (see bench/README.md).</summary>
internal sealed class AccessLog(LineWriter line, Exchange exchange, Clock clock)
{
    private readonly Weighted<Outcome> usual = new(Outcomes.Usual, outcome => outcome.Share);
    private readonly Weighted<Outcome> outage = new(Outcomes.Outage, outcome => outcome.Share);
    private readonly Latency size = new(exchange.Dice, 6_000, 1.4);
    private readonly Upstreams upstreams = new(exchange.Dice);
    private readonly Dice dice = exchange.Dice;

    public void Write(long bytes)
    {
        while (line.Written < bytes)
        {
            clock.Advance((double)line.Written / bytes);
            var stricken = dice.OneIn(10) ? clock.Stricken : null;
            var group = Groups.Of(stricken);
            var outcome = group is null ? usual.Draw(dice) : group.Peers.Length == 1 ? Outcomes.OutageOfOne : outage.Draw(dice);
            group ??= outcome.WantsSeveralPeers ? dice.OneIn(3) ? Groups.Pay : Groups.Api : null;
            exchange.Draw(group, outcome.Attempts.Length == 0 ? Requests.Static : Requests.Dynamic);
            exchange.Peer = stricken ?? exchange.Peer;
            upstreams.Draw(outcome, exchange);
            WriteCombined(outcome.Status);
            line.Put(exchange.Server.Host);
            line.Put(" "u8);
            line.PutSeconds(upstreams.Total + (dice.OneIn(50) ? size.Draw(dice) / 100 : dice.Below(2)));
            line.Put(" "u8);
            upstreams.Write(line, outcome.Status);
            line.EndRecord();
        }
    }

    private void WriteCombined(int status)
    {
        line.Put(exchange.Client);
        line.Put(dice.OneIn(500) ? " - deploy ["u8 : " - - ["u8);
        line.Put(clock.LocalTime);
        line.Put("] \""u8);
        WriteRequest(status);
        line.Put("\" "u8);
        line.Put(status);
        line.Put(" "u8);
        line.Put(status is 304 or 204 or 499 ? 0 : status < 400 ? size.Draw(dice) : 150 + dice.Below(30));
        line.Put(" \""u8);
        line.Put(dice.OneIn(3) ? "-"u8 : dice.OneIn(900) ? dice.Of(Referrers.EscapedHostile) : dice.SkewedOf(Referrers.Raw));
        line.Put("\" \""u8);
        line.Put(dice.SkewedOf(UserAgents.All));
        line.Put("\" "u8);
    }

    /// <summary>What a scanner sends to a port is no request line; some clients put a quote in theirs, which nginx escapes.</summary>
    private void WriteRequest(int status)
    {
        if (status == 400)
        {
            line.Put(dice.OneIn(2) ? "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03"u8 : "GET /search?q=\\x22a b\\x22 HTTP/1.1"u8);
        }
        else if (dice.OneIn(2_000))
        {
            line.Put("GET /search?q=\\x22lamp\\x22&v="u8);
            line.Put(dice.Below(100_000));
            line.Put(" HTTP/1.1"u8);
        }
        else
        {
            exchange.WriteRequest(line);
        }
    }
}
