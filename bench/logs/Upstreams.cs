namespace Gatemedic.Bench;

/// <summary>The attempts of one access line, and the five fields that list them side by side.</summary>
internal sealed class Upstreams(Dice dice)
{
    private readonly Dictionary<Group, Latency> latencies = Groups.All.ToDictionary(g => g, g => new Latency(dice, g.Usual, 0.9));
    private readonly (byte[] Address, int Status, int Connect, int Header, int Response)[] items = new (byte[], int, int, int, int)[4];
    private Outcome outcome = Outcomes.Usual[0];
    private Latency latency = null!;

    /// <summary>Milliseconds of all attempts together.</summary>
    public int Total { get; private set; }

    /// <summary>Decides the addresses and the times; refused attempts hit the stricken peer first.</summary>
    public void Draw(Outcome drawn, Exchange exchange)
    {
        outcome = drawn;
        latency = latencies[exchange.Server.Group];
        Total = 0;
        var peers = exchange.Server.Group.Peers;
        var next = Array.IndexOf(peers, exchange.Peer);
        for (var i = 0; i < outcome.Attempts.Length; i++)
        {
            var address = outcome.Attempts[i] == Attempt.NoneLive ? exchange.Server.Group.Name : peers[next++ % peers.Length].Address;
            items[i] = Times(outcome.Attempts[i]) with { Address = address };
            Total += Math.Max(0, items[i].Response);
        }
    }

    public void Write(LineWriter line, int status)
    {
        if (outcome.Attempts.Length == 0)
        {
            line.Put("- - - - -"u8);
            return;
        }

        for (var column = 0; column < 5; column++)
        {
            line.Put(column == 0 ? ""u8 : " "u8);
            WriteColumn(line, column, status);
        }
    }

    private (byte[] Address, int Status, int Connect, int Header, int Response) Times(Attempt attempt)
    {
        var connect = dice.Below(4);
        var response = connect + latency.Draw(dice);
        return attempt switch
        {
            Attempt.Answered => ([], 0, connect, response, response + dice.Below(3)),
            Attempt.Refused => ([], 502, -1, -1, dice.Below(2)),
            Attempt.Closed => ([], 502, connect, -1, response),
            Attempt.Silent => ([], 504, connect, -1, 60_000 + dice.Below(120)),
            Attempt.Unreachable => ([], 504, -1, -1, 60_000 + dice.Below(80)),
            Attempt.NoneLive => ([], 502, -1, -1, 0),
            _ => ([], -1, connect, -1, response * 12),
        };
    }

    private void WriteColumn(LineWriter line, int column, int status)
    {
        for (var i = 0; i < outcome.Attempts.Length; i++)
        {
            var next = outcome.Attempts[i] == Attempt.NextRound;
            if (next)
            {
                line.Put(" : "u8);
                continue;
            }

            line.Put(i == 0 || outcome.Attempts[i - 1] == Attempt.NextRound ? ""u8 : ", "u8);
            var item = items[i];
            switch (column)
            {
                case 0: line.Put(item.Address); break;
                case 1 when item.Status < 0: line.Put("-"u8); break;
                case 1: line.Put(item.Status == 0 ? status : item.Status); break;
                case 2: WriteTime(line, item.Connect); break;
                case 3: WriteTime(line, item.Header); break;
                default: WriteTime(line, item.Response); break;
            }
        }
    }

    private static void WriteTime(LineWriter line, int milliseconds)
    {
        if (milliseconds < 0)
        {
            line.Put("-"u8);
        }
        else
        {
            line.PutSeconds(milliseconds);
        }
    }
}
