using System.Collections.Frozen;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>What a field of a structured record is good for.</summary>
internal enum EnvelopeField
{
    None,
    Message,
    Time,
    Unit,
    Program,
    Command,
    Pid,
    Level,
    Channel,
}

/// <summary>The fields of journald, Docker and common JSON loggers that are used.</summary>
internal static class EnvelopeFields
{
    private static readonly FrozenDictionary<byte[], EnvelopeField> Known = new Dictionary<string, EnvelopeField>
    {
        ["MESSAGE"] = EnvelopeField.Message,
        ["log"] = EnvelopeField.Message,
        ["message"] = EnvelopeField.Message,
        ["msg"] = EnvelopeField.Message,
        ["__REALTIME_TIMESTAMP"] = EnvelopeField.Time,
        ["time"] = EnvelopeField.Time,
        ["timestamp"] = EnvelopeField.Time,
        ["@timestamp"] = EnvelopeField.Time,
        ["ts"] = EnvelopeField.Time,
        ["_SYSTEMD_UNIT"] = EnvelopeField.Unit,
        ["CONTAINER_NAME"] = EnvelopeField.Unit,
        ["container_name"] = EnvelopeField.Unit,
        ["SYSLOG_IDENTIFIER"] = EnvelopeField.Program,
        ["_COMM"] = EnvelopeField.Command,
        ["_PID"] = EnvelopeField.Pid,
        ["PRIORITY"] = EnvelopeField.Level,
        ["level"] = EnvelopeField.Level,
        ["severity"] = EnvelopeField.Level,
        ["stream"] = EnvelopeField.Channel,
    }.ToFrozenDictionary(f => Encoding.ASCII.GetBytes(f.Key), f => f.Value, ByteKeys.Comparer);

    private static readonly FrozenDictionary<byte[], EnvelopeField>.AlternateLookup<ReadOnlySpan<byte>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<byte>>();

    private static readonly LineTemplate Iso = new("%Y-%m-%dT%T%f%z");

    internal static EnvelopeField Find(ReadOnlySpan<byte> name) => Lookup.TryGetValue(name, out var field) ? field : EnvelopeField.None;

    /// <summary>Takes a value over.</summary>
    internal static void Take(EnvelopeField field, ReadOnlySpan<byte> value, Envelope envelope)
    {
        long number = LogText.Number(value, out int digits);
        switch (field)
        {
            case EnvelopeField.Time:
                envelope.Add(Time(value, number, digits), isSure: true);
                break;
            case EnvelopeField.Unit when !value.SequenceEqual("init.scope"u8):
                envelope.SetUnit(value);
                break;
            case EnvelopeField.Program:
                envelope.SetProgram(value);
                break;
            case EnvelopeField.Command when envelope.Program is null:
                envelope.SetProgram(value);
                break;
            case EnvelopeField.Pid when number is >= 0 and <= int.MaxValue:
                envelope.SetPid((int)number);
                break;
            case EnvelopeField.Level when value.Length > 1 && digits == 0:
                envelope.SetLevel(value);
                break;
            case EnvelopeField.Level when value.Length == 1 && number is >= 0 and <= 7:
                envelope.SetPriority((int)number);
                break;
            case EnvelopeField.Channel when value.SequenceEqual("stdout"u8) || value.SequenceEqual("stderr"u8):
                envelope.SetChannel(value);
                break;
        }
    }

    private static DateTimeOffset? Time(ReadOnlySpan<byte> value, long number, int digits)
    {
        if (digits >= 10 && number is > 0 and < 4_000_000_000_000_000)
        {
            // Microseconds, milliseconds or seconds since 1970, by their length.
            long microseconds = digits >= 16 ? number : digits >= 13 ? number * 1000 : number * 1_000_000;
            return DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        }
        var head = new LineHead();
        return Iso.Fits(value, ref head) ? new LineClock(TimeZoneInfo.Utc, null).Time(head.Time) : null;
    }
}
