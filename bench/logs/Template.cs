using System.Text;

namespace Gatemedic.Bench;

/// <summary>What a {field} of a template stands for; all but the last four are drawn anew at each place.</summary>
internal enum Field
{
    None, Id, Small, Digits, Hex, Uuid, Word, Token, Filler, Pid, Path, Peer, Group, Client,
}

/// <summary>Text with {fields}, split once so that a line is copied together from ready bytes.</summary>
internal sealed class Template
{
    private static readonly byte[][] Words = "shoes,red%20shoes,winter+jacket,laptop,usb-c,gr%C3%BCn,cable,sofa,lamp,tea,bike,desk,phone,camera,tent,ring"
        .Split(',').Select(Encoding.ASCII.GetBytes).ToArray();

    private readonly (byte[] Text, Field Field)[] pieces;

    public Template(string text) =>
        pieces = text.Split('{').Select((part, i) => i == 0 ? (Encoding.UTF8.GetBytes(part), Field.None) : Piece(part)).ToArray();

    public void Write(LineWriter line, Exchange exchange)
    {
        foreach (var (text, field) in pieces)
        {
            Write(field, line, exchange);
            line.Put(text);
        }
    }

    private static (byte[], Field) Piece(string part)
    {
        var close = part.IndexOf('}', StringComparison.Ordinal);
        return (Encoding.UTF8.GetBytes(part[(close + 1)..]), Enum.Parse<Field>(part[..close], ignoreCase: true));
    }

    private static void Write(Field field, LineWriter line, Exchange exchange)
    {
        var dice = exchange.Dice;
        switch (field)
        {
            case Field.Id: line.Put(1 + dice.Below(9_999_999)); break;
            case Field.Small: line.Put(1 + dice.Below(40)); break;
            case Field.Digits: line.PutDigits(dice.Below(99_999), 10); break;
            case Field.Hex: line.PutHex(dice.Next(), 12); break;
            case Field.Uuid:
                line.PutHex(dice.Next(), 8);
                line.Put("-"u8);
                line.PutHex(dice.Next(), 4);
                line.Put("-4c1f-9b0a-"u8);
                line.PutHex(dice.Next(), 12);
                break;
            case Field.Word: line.Put(dice.Of(Words)); break;
            case Field.Token: Repeat(line, dice, 6 + dice.Below(6)); break;
            case Field.Filler: Repeat(line, dice, 130 + dice.Below(40)); break;
            case Field.Pid: line.Put(2101 + dice.Below(8)); break;
            case Field.Path: line.Put(exchange.Path); break;
            case Field.Peer: line.Put(exchange.Peer.Address); break;
            case Field.Group: line.Put(exchange.Server.Group.Name); break;
            case Field.Client: line.Put(exchange.Client); break;
        }
    }

    private static void Repeat(LineWriter line, Dice dice, int times)
    {
        for (var i = 0; i < times; i++)
        {
            line.PutHex(dice.Next(), 14);
        }
    }
}
