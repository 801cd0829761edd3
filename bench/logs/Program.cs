using Gatemedic.Bench;

const string Usage = "usage: logs error|access --size BYTES[K|M|G] [--seed N] [--hours N] > FILE";

if (args.Length < 3 || args.Length % 2 == 0 || args[0] is not ("error" or "access"))
{
    return Refuse(Usage);
}

var (size, seed, hours) = (0L, 502UL, 24);
for (var i = 1; i < args.Length; i += 2)
{
    var understood = args[i] switch
    {
        "--size" => TryBytes(args[i + 1], out size),
        "--seed" => ulong.TryParse(args[i + 1], out seed),
        "--hours" => int.TryParse(args[i + 1], out hours) && hours > 0,
        _ => false,
    };
    if (!understood)
    {
        return Refuse($"{args[i]} {args[i + 1]}: not understood; {Usage}");
    }
}

if (size == 0)
{
    return Refuse(Usage);
}

using var output = Console.OpenStandardOutput();
var line = new LineWriter(output);
var exchange = new Exchange(new Dice(seed));
if (args[0] == "error")
{
    new ErrorLog(line, exchange, new Clock(seed, hours, outageRate: 9)).Write(size);
}
else
{
    new AccessLog(line, exchange, new Clock(seed, hours, outageRate: 1)).Write(size);
}

line.HandOn();
return 0;

static bool TryBytes(string text, out long bytes)
{
    var shift = text.Length == 0 ? 0 : "KMG".IndexOf(text[^1], StringComparison.Ordinal) * 10 + 10;
    var read = long.TryParse(shift == 0 ? text : text[..^1], out bytes) && bytes > 0;
    bytes <<= shift;
    return read;
}

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
