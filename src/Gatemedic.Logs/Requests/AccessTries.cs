using System.Globalization;

namespace Gatemedic.Logs;

/// <summary>Splits the lists of an access record into tries. All have the same shape: ", " between tries, " : " between rounds.</summary>
internal sealed class AccessTries
{
    /// <summary>Tries beyond these are not looked at.</summary>
    internal const int Most = 64;

    private const int Usual = 4;

    private static readonly AccessTry Untold = new() { Status = -1, Connect = double.NaN, Header = double.NaN, Response = double.NaN, Received = -1 };

    private AccessTry[] _tries = new AccessTry[Usual];

    internal int Count { get; private set; }

    /// <summary>The last round ended before a peer was chosen: the lists end with " : ".</summary>
    internal bool EndsEmpty { get; private set; }

    internal ref readonly AccessTry this[int index] => ref _tries[index];

    internal ref readonly AccessTry Last => ref _tries[Count - 1];

    internal void Read(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values)
    {
        Count = 0;
        EndsEmpty = false;
        Array.Fill(_tries, Untold);
        Split(line, values, AccessField.Peers);
        Split(line, values, AccessField.PeerStatuses);
        Split(line, values, AccessField.ConnectTimes);
        Split(line, values, AccessField.HeaderTimes);
        Split(line, values, AccessField.ResponseTimes);
        Split(line, values, AccessField.BytesReceived);
        if (Count > 1 && EndsEmpty)
        {
            Count--;
        }
    }

    private void Split(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values, AccessField field)
    {
        var range = values[(int)field];
        int at = Math.Min(range.Start.Value, line.Length), end = Math.Min(range.End.Value, line.Length);
        // Without any try the whole value is "-", or nothing in the formats that escape so. A single try of unknown status is "-" too.
        if (at == end || (end - at == 1 && line[at] == '-' && field == AccessField.Peers))
        {
            return;
        }
        int round = 0;
        for (int index = 0; index < Most; index++)
        {
            var rest = line[at..end];
            int comma = rest.IndexOf(", "u8), colon = rest.IndexOf(" : "u8);
            bool isRound = colon >= 0 && (comma < 0 || colon < comma);
            int length = isRound ? colon : comma >= 0 ? comma : rest.Length;
            if (field == AccessField.Peers || Count > index || !(rest[..length] is [(byte)'-'] && index == 0 && length == rest.Length))
            {
                Reach(index);
                Set(ref _tries[index], field, rest[..length], at..(at + length), round);
                Count = Math.Max(Count, index + 1);
            }
            if (length == rest.Length)
            {
                EndsEmpty |= length == 0 && round > 0;
                return;
            }
            round += isRound ? 1 : 0;
            at += length + (isRound ? 3 : 2);
        }
    }

    private void Reach(int index)
    {
        int had = _tries.Length;
        if (index >= had)
        {
            Array.Resize(ref _tries, 2 * had);
            _tries.AsSpan(had).Fill(Untold);
        }
    }

    private static void Set(ref AccessTry tried, AccessField field, ReadOnlySpan<byte> item, Range range, int round)
    {
        tried.Round = round;
        switch (field)
        {
            case AccessField.Peers: tried.Peer = range; break;
            case AccessField.PeerStatuses: tried.Status = (int)Math.Clamp(LogText.Number(item, out _), 0, 999); break;
            case AccessField.ConnectTimes: tried.Connect = Seconds(item); break;
            case AccessField.HeaderTimes: tried.Header = Seconds(item); break;
            case AccessField.ResponseTimes: tried.Response = Seconds(item); break;
            default: tried.Received = LogText.Number(item, out _); break;
        }
    }

    /// <summary>Seconds with decimals; -1 for "-".</summary>
    internal static double Seconds(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? seconds : -1;
}
