using System.Text;

namespace Gatemedic.Bench;

/// <summary>One request and who made it, where it went: drawn for a line, used by its fields, then drawn anew.</summary>
internal sealed class Exchange
{
    private readonly byte[][] clients;
    private readonly LineWriter uri = new(Stream.Null);
    private Request request = Requests.Static[0];

    public Exchange(Dice dice)
    {
        Dice = dice;
        clients = Enumerable.Range(0, 20_000).Select(_ => Encoding.ASCII.GetBytes(Address(dice))).ToArray();
        Draw(Groups.Api, Requests.Dynamic);
    }

    public Dice Dice { get; }

    public byte[] Client { get; private set; } = [];

    public Server Server { get; private set; } = Groups.Servers[0];

    public Peer Peer { get; set; } = Groups.Peers[0];

    /// <summary>With its arguments.</summary>
    public ReadOnlySpan<byte> Uri => uri.Record;

    public ReadOnlySpan<byte> Path => Uri.IndexOf((byte)'?') is >= 0 and var question ? Uri[..question] : Uri;

    /// <summary>A new exchange with a server of that group, or of any.</summary>
    public void Draw(Group? group, Request[] requests)
    {
        do
        {
            Server = Dice.SkewedOf(Groups.Servers);
        }
        while (group is not null && Server.Group != group);

        Client = Dice.SkewedOf(clients);
        Peer = Dice.Of(Server.Group.Peers);
        // One in 4,000 carries a token longer than an error-log line may be.
        request = requests == Requests.Dynamic && Dice.OneIn(4_000) ? requests[^1]
            : Dice.SkewedOf(requests == Requests.Dynamic && Server.Group == Groups.Rpc ? Requests.Rpc : requests);
        uri.DropRecord();
        request.Uri.Write(uri, this);
    }

    /// <summary>$request.</summary>
    public void WriteRequest(LineWriter line)
    {
        line.Put(request.MethodText);
        line.Put(" "u8);
        line.Put(Uri);
        line.Put(" "u8);
        line.Put(request.ProtocolText);
    }

    private static string Address(Dice dice) => dice.OneIn(6)
        ? $"2001:db8:{dice.Below(65536):x}:{1 + dice.Below(65535):x}::{1 + dice.Below(65535):x}"
        : $"{11 + dice.Below(180)}.{dice.Below(256)}.{dice.Below(256)}.{1 + dice.Below(254)}";
}
