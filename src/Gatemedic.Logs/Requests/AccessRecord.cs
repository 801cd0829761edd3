using System.Numerics;

namespace Gatemedic.Logs;

/// <summary>One access line that failed, or that may own an error record, taken apart. The object is used again for the next.</summary>
internal sealed class AccessRecord
{
    private const int Longest = 8 << 10;
    private const double QuickSeconds = 0.05;

    // Hundreds may be held, and few lines are long.
    private const int Usual = 512;

    private byte[] _line = new byte[Usual];
    private byte[] _text = new byte[Usual];
    private readonly Range[] _values = new Range[(int)AccessField.Count];
    private int _length;
    private int _requestLength;

    internal AccessTries Tries { get; } = new();

    internal DateTimeOffset Time { get; private set; }

    /// <summary>The second in which it ended, since 1970.</summary>
    internal long Second { get; private set; }

    /// <summary>$request_time; -1 where it is not told.</summary>
    internal double Seconds { get; private set; }

    internal int Status { get; private set; }

    internal int Log { get; private set; }

    internal long Offset { get; private set; }

    internal long Number { get; private set; }

    /// <summary>-1 where it is not told.</summary>
    internal long Connection { get; private set; }

    /// <summary>-1 where it is not told.</summary>
    internal long Pid { get; private set; }

    /// <summary>$body_bytes_sent; -1 where it is not told.</summary>
    internal long BodyBytes { get; private set; }

    internal RequestKey Key { get; private set; }

    internal int Hash { get; private set; }

    /// <summary>The format tells the tries.</summary>
    internal bool TellsTries { get; private set; }

    /// <summary>It tells the tries' peers.</summary>
    internal bool TellsPeers { get; private set; }

    /// <summary>It tells the tries' statuses.</summary>
    internal bool TellsStatuses { get; private set; }

    internal ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

    /// <summary>The target as it was sent; empty where it is not told.</summary>
    internal ReadOnlySpan<byte> Target => _text.AsSpan(0, _requestLength);

    internal ReadOnlySpan<byte> Value(AccessField field) => AccessRequest.Value(Line, _values, field);

    internal ReadOnlySpan<byte> Method => AccessRequest.Method(Line, _values);

    internal ReadOnlySpan<byte> Host => AccessRequest.Host(Line, _values);

    internal ReadOnlySpan<byte> Peer(int index) => Line[Tries[index].Peer];

    /// <summary>A 500 that no upstream had a part in: static, or "return 500".</summary>
    internal bool IsWithoutUpstream => Status == 500 && TellsTries && Tries.Count == 0;

    internal void Take(in AccessView view)
    {
        _length = Math.Min(view.Line.Length, Longest);
        if (_length > _line.Length)
        {
            int room = (int)BitOperations.RoundUpToPowerOf2((uint)_length);
            (_line, _text) = (new byte[room], new byte[room]);
        }
        view.Line[.._length].CopyTo(_line);
        view.Values.CopyTo(_values);
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = Math.Min(_values[i].Start.Value, _length)..Math.Min(_values[i].End.Value, _length);
        }
        var format = view.Format;
        (Time, Status, Log, Offset, Number) = (view.Time, view.Status, view.Log, view.Place.Offset, view.Place.Number);
        (TellsTries, TellsPeers, TellsStatuses) = (format.TellsTries, format.HasPeers, format.HasPeerStatuses);
        Second = (long)Math.Floor(view.Time.ToUnixTimeMilliseconds() / 1000.0);
        Seconds = format.Has(AccessField.RequestTime) ? AccessTries.Seconds(Value(AccessField.RequestTime)) : -1;
        Connection = LogText.Number(Value(AccessField.Connection), out _);
        Pid = LogText.Number(Value(AccessField.Pid), out _);
        BodyBytes = LogText.Number(Value(AccessField.BodyBytes), out _);
        Tries.Read(Line, _values);
        ReadTarget(format.Escape);
        Key = RequestKeys.Of(format);
        Hash = RequestKeys.Hash(Key, Connection, Value(AccessField.Client), Target);
    }

    /// <summary>What the last try shows.</summary>
    /// <param name="errorsRead">There is an error log, which had no line of it.</param>
    internal AccessSigns Signs(bool errorsRead)
    {
        var signs = (errorsRead ? AccessSigns.NoErrorLine : 0) | (Tries.EndsEmpty ? AccessSigns.EmptyRound : 0);
        if (Tries.Count == 0)
        {
            return signs | (TellsTries ? AccessSigns.NoTry : AccessSigns.TriesUnknown) | Pace(Seconds);
        }
        ref readonly var last = ref Tries.Last;
        var peer = Line[last.Peer];
        bool unix = peer.StartsWith("unix:"u8);
        signs |= Pace(last.Response >= 0 ? last.Response : Seconds) | (unix ? AccessSigns.Unix : 0);
        signs |= TellsPeers && !peer.IsEmpty && !unix && !peer.Contains((byte)':') ? AccessSigns.Group : 0;
        signs |= last.Connect >= 0 ? AccessSigns.Connected : last.Connect < 0 ? AccessSigns.Unconnected : 0;
        signs |= last.Status == 0 ? AccessSigns.NoStatus : 0;
        signs |= last.Received >= 1024 && (last.Received & (last.Received - 1)) == 0 ? AccessSigns.FullBuffer : 0;
        // A header that came with another status was followed by something else.
        return signs | (double.IsNaN(last.Header) ? AccessSigns.HeaderUnknown
            : last.Header >= 0 && (last.Status < 0 || last.Status == Status) ? AccessSigns.Header : AccessSigns.NoHeader);
    }

    private static AccessSigns Pace(double seconds) =>
        seconds < 0 ? 0 : seconds < QuickSeconds ? AccessSigns.Quick : seconds >= 1 ? AccessSigns.Slow : 0;

    private void ReadTarget(string escape)
    {
        var request = Value(AccessField.Request);
        if (request.IsEmpty)
        {
            _requestLength = RequestText.Unescape(Value(AccessField.RequestUri), escape, _text);
            return;
        }
        int length = RequestText.Unescape(request, escape, _text);
        var target = RequestText.Target(_text.AsSpan(0, length));
        target.CopyTo(_text);
        _requestLength = target.Length;
    }
}
