using System.Buffers;
using System.Buffers.Binary;

namespace Gatemedic.Logs;

/// <summary>
/// journalctl -o export: a record is lines of NAME=value and ends with an empty line; a value with line feeds or bytes that are no text
/// follows its name as its length in eight bytes and the bytes.
/// </summary>
internal sealed class JournalExport
{
    private const int LengthBytes = 8;
    private const int Longest = 64 << 10;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private readonly byte[] _length = new byte[LengthBytes];
    private readonly ArrayBufferWriter<byte> _value = new();
    private readonly ArrayBufferWriter<byte> _message = new();
    private EnvelopeField _field;
    private int _lengthRead;
    private long _left = -1; // bytes of a value that are still to come with its line feed; -1 outside one
    private bool _inside;

    /// <summary>The message of the record that just ended.</summary>
    internal ReadOnlySpan<byte> Message => _message.WrittenSpan;

    /// <summary>The record that the last line ended is complete.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>True when the line belongs to a record in this format; its fields go to the envelope.</summary>
    internal bool Takes(ReadOnlySpan<byte> line, Envelope envelope)
    {
        IsComplete = false;
        if (line.StartsWith("__CURSOR="u8))
        {
            Start(envelope);
        }
        if (!_inside)
        {
            return false;
        }
        if (_left >= 0 || _lengthRead > 0 || _field != EnvelopeField.None)
        {
            Continue(line, envelope);
            return true;
        }
        if (line.IsEmpty)
        {
            _inside = false;
            IsComplete = true;
            return true;
        }
        return Field(line, envelope);
    }

    private void Start(Envelope envelope)
    {
        envelope.Clear();
        _message.ResetWrittenCount();
        _inside = true;
        (_field, _lengthRead, _left) = (EnvelopeField.None, 0, -1);
    }

    private bool Field(ReadOnlySpan<byte> line, Envelope envelope)
    {
        int equals = line.IndexOf((byte)'=');
        var name = equals < 0 ? line : line[..equals];
        if (name.Length is 0 or > 64 || name.IndexOfAnyExcept(NameBytes) >= 0)
        {
            return _inside = false;
        }
        var field = EnvelopeFields.Find(name);
        if (equals >= 0)
        {
            Take(field, line[(equals + 1)..], envelope);
        }
        else
        {
            // A field without use is passed over the same way.
            _field = field == EnvelopeField.None ? EnvelopeField.Channel : field;
            _value.ResetWrittenCount();
        }
        return true;
    }

    // The length may hold line feeds itself, so both are read across lines.
    private void Continue(ReadOnlySpan<byte> line, Envelope envelope)
    {
        Span<byte> feed = [(byte)'\n'];
        for (int part = 0; part < 2; part++)
        {
            var bytes = part == 0 ? line : feed;
            while (!bytes.IsEmpty && _field != EnvelopeField.None)
            {
                bytes = bytes[Eat(bytes, envelope)..];
            }
        }
    }

    private int Eat(ReadOnlySpan<byte> bytes, Envelope envelope)
    {
        if (_left < 0)
        {
            int count = Math.Min(LengthBytes - _lengthRead, bytes.Length);
            bytes[..count].CopyTo(_length.AsSpan(_lengthRead));
            _lengthRead += count;
            _left = _lengthRead < LengthBytes ? -1 : Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(_length), 0, 1L << 40);
            return count;
        }
        int some = (int)Math.Min(_left, bytes.Length);
        _value.Write(bytes[..Math.Min(some, Longest - _value.WrittenCount)]);
        _left -= some;
        if (_left > 0)
        {
            return some;
        }
        // The line feed after the value.
        if (some < bytes.Length)
        {
            Take(_field, _value.WrittenSpan, envelope);
            (_field, _lengthRead, _left) = (EnvelopeField.None, 0, -1);
            return some + 1;
        }
        return some;
    }

    private void Take(EnvelopeField field, ReadOnlySpan<byte> value, Envelope envelope)
    {
        if (field == EnvelopeField.Message)
        {
            _message.ResetWrittenCount();
            _message.Write(value[..Math.Min(value.Length, Longest)]);
            return;
        }
        EnvelopeFields.Take(field, value, envelope);
    }
}
