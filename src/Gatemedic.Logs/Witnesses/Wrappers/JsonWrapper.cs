using System.Text;
using System.Text.Json;

namespace Gatemedic.Logs;

/// <summary>Lines that are one JSON object around a message: Docker's json-file, journalctl -o json, and programs that log so themselves.</summary>
internal static class JsonWrapper
{
    internal static bool TryOpen(ReadOnlySpan<byte> line, Envelope envelope, int depth, out ReadOnlySpan<byte> inner)
    {
        inner = line;
        if (line is not [(byte)'{', ..] || line.IndexOf("\":"u8) < 0 && line.IndexOf("\" :"u8) < 0)
        {
            return false;
        }
        try
        {
            return Read(line, envelope, depth, out inner);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or DecoderFallbackException)
        {
            // No JSON, or text that is no UTF-8.
            return false;
        }
    }

    private static bool Read(ReadOnlySpan<byte> line, Envelope envelope, int depth, out ReadOnlySpan<byte> inner)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 8 });
        byte[] message = envelope.Scratch(2 * depth, line.Length), value = envelope.Scratch(2 * depth + 1, line.Length);
        int found = -1;
        inner = line;
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = EnvelopeFields.Find(reader.HasValueSequence || reader.ValueIsEscaped ? [] : reader.ValueSpan);
            _ = reader.Read();
            if (field == EnvelopeField.None || (field == EnvelopeField.Message && found >= 0))
            {
                reader.Skip();
                continue;
            }
            int length = Value(ref reader, field == EnvelopeField.Message ? message : value);
            if (field == EnvelopeField.Message)
            {
                found = length;
            }
            else if (length >= 0)
            {
                EnvelopeFields.Take(field, value.AsSpan(0, length), envelope);
            }
        }
        if (found < 0)
        {
            return false;
        }
        inner = message.AsSpan(0, found);
        if (envelope.Channel is not null && inner.EndsWith((byte)'\n') is var complete)
        {
            // Docker cuts lines at 16 KiB: only the last part ends with the line feed.
            envelope.IsPart |= !complete;
            inner = complete ? inner[..^1] : inner;
        }
        envelope.IsWhole |= envelope.Channel is null;
        return true;
    }

    // Bytes that are no text are an array of numbers in journald's JSON.
    private static int Value(ref Utf8JsonReader reader, Span<byte> value)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.CopyString(value);
            case JsonTokenType.Number:
                reader.ValueSpan.CopyTo(value);
                return reader.ValueSpan.Length;
            case JsonTokenType.StartArray:
                int length = 0;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out byte one) && length < value.Length)
                    {
                        value[length++] = one;
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
                return length;
            default:
                reader.Skip();
                return -1;
        }
    }
}
