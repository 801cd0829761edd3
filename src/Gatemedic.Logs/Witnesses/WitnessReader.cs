using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Turns one line of a program other than nginx, without wrappers, into an event.</summary>
internal sealed class WitnessReader(MixedSettings settings)
{
    // A program may quote another: the kernel the audit log, php-fpm a script.
    private const int MostHeads = 3;

    private readonly LineClock _clock = new(settings.Zone, settings.Written);
    private readonly NameCache _names = new();
    private readonly Range[] _holes = new Range[SignatureIndex.MostHoles];

    /// <summary>A wrapper names a program that is not nginx.</summary>
    internal static bool IsOther(Envelope envelope) => (ProgramHeads.Program(envelope.Program) ?? ProgramHeads.Program(envelope.Unit)) is not (null or "nginx");

    /// <summary>The event, or null when neither the line nor its wrapper tells whose it is.</summary>
    /// <param name="text">The line.</param>
    /// <param name="envelope">What its wrappers told.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="voice">Program that wrote the lines around it; null when it is not known.</param>
    internal WitnessEvent? Read(ReadOnlySpan<byte> text, Envelope envelope, in MixedPlace place, string? voice)
    {
        text = text[..Math.Min(text.Length, NewestLines.LineLimit)];
        var draft = new WitnessDraft
        {
            Program = ProgramHeads.Program(envelope.Program) ?? ProgramHeads.Program(envelope.Unit),
            Unit = envelope.Unit,
            Level = envelope.Level,
            Pid = envelope.Pid,
        };
        var message = WithoutHeads(text, draft, out bool isSure);
        draft.Time = draft.Time is { } own && draft.TimeIsSure ? own : envelope.Time ?? draft.Time ?? envelope.LocalTime;
        if (draft.Program == "nginx")
        {
            return NginxStartup.Read(message, draft, Source(place), text);
        }
        var pattern = (draft.Program is null ? WitnessCatalog.FindOwn(message, voice, _holes) : null)
            ?? Find(message, draft) ?? (isSure ? null : Find(message = text, draft));
        if (pattern?.Signature.Id == "fpm-said")
        {
            draft.Unit = _names.Of(message[_holes[0]]) ?? draft.Unit;
            var said = Said(message[_holes[pattern.Names.Length - 1]]);
            var inner = WitnessCatalog.Find(said, "php", _holes);
            pattern = inner ?? Find(message, draft);
            message = inner is null ? message : said;
        }
        if (pattern is null && draft.Program is null)
        {
            return null;
        }
        return Event(message, pattern, draft, Source(place), text);
    }

    /// <summary>The event of a line that only the lines after it can name.</summary>
    internal WitnessEvent Unnamed(ReadOnlySpan<byte> text, Envelope envelope, in MixedPlace place) => new()
    {
        Program = "",
        Signature = WitnessCatalog.Other,
        Time = envelope.Time ?? envelope.LocalTime,
        Level = envelope.Level,
        Pid = envelope.Pid,
        Unit = envelope.Unit,
        Message = LogText.Of(text[..Math.Min(text.Length, NewestLines.LineLimit)]),
        Source = Source(place),
        Line = "",
    };

    /// <summary>The event with all its lines; null when they were none after all.</summary>
    internal WitnessEvent? Finish(HeldRecord held)
    {
        var found = held.Event! with { Line = LogText.Of(held.Text) };
        if (held.Trace!.Verdict is not { Length: > 0 } verdict)
        {
            return found.Program.Length > 0 ? found : null;
        }
        string? program = held.Trace.Program ?? (found.Program.Length > 0 ? found.Program : null);
        if (program is null)
        {
            return null;
        }
        // What the trace ends with is finer than that there was one, save where the first line had a meaning of its own.
        var pattern = Find(verdict, new WitnessDraft { Program = program });
        bool known = found.Program.Length > 0 && found.Signature != WitnessCatalog.Other;
        bool generic = pattern is null || !WitnessCatalog.All[pattern.Index].Anywhere;
        var fields = found.Fields.ToBuilder();
        if (!known || !generic)
        {
            Capture(pattern, verdict, fields);
            string signature = pattern?.Signature.Id ?? WitnessCatalog.Other;
            found = found with { Program = pattern is null ? program : WitnessCatalog.All[pattern.Index].Program, Signature = signature, Message = LogText.Of(verdict) };
        }
        if (program == "python")
        {
            fields["exception"] = LogText.Of(verdict);
        }
        return found with { Fields = fields.ToImmutable() };
    }

    private ReadOnlySpan<byte> WithoutHeads(ReadOnlySpan<byte> text, WitnessDraft draft, out bool isSure)
    {
        isSure = true;
        for (int heads = 0; heads < MostHeads && ProgramHeads.Find(text, out var head) is { } kind; heads++)
        {
            if (head.Time.IsSet && _clock.Time(head.Time) is { } time)
            {
                (draft.Time, draft.TimeIsSure) = (time, head.Time.IsSure);
            }
            draft.Program = kind.Program ?? draft.Program;
            isSure &= kind.Program is not null;
            draft.Level = head.Level.IsEmpty ? draft.Level : _names.Of(head.Level);
            draft.Pid = head.Pid ?? draft.Pid;
            text = head.Rest;
        }
        return text;
    }

    private SignaturePattern? Find(ReadOnlySpan<byte> message, WitnessDraft draft)
    {
        var pattern = WitnessCatalog.Find(message, draft.Program, _holes);
        if (pattern is null)
        {
            return null;
        }
        // A name of a unit or an error has no blanks: what has is a sentence that looks alike.
        int named = pattern.Names.AsSpan().IndexOfAny("unit", "error");
        return named >= 0 && pattern.Names[named] != "error" && message[_holes[named]].Contains((byte)' ') ? null : pattern;
    }

    // What a script wrote is the matter, not that php-fpm passed it on.
    private static ReadOnlySpan<byte> Said(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith("NOTICE: "u8) ? text["NOTICE: ".Length..] : text;
        return text.StartsWith("PHP message: "u8) ? text["PHP message: ".Length..] : text;
    }

    private WitnessEvent Event(ReadOnlySpan<byte> message, SignaturePattern? pattern, WitnessDraft draft, string source, ReadOnlySpan<byte> text)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Capture(pattern, message, fields);
        return new WitnessEvent
        {
            Program = pattern is null ? draft.Program! : WitnessCatalog.All[pattern.Index].Program,
            Signature = pattern?.Signature.Id ?? WitnessCatalog.Other,
            Time = draft.Time,
            Level = draft.Level,
            Pid = draft.Pid,
            Unit = fields.GetValueOrDefault("unit") ?? fields.GetValueOrDefault("pool") ?? draft.Unit,
            Message = LogText.Of(message),
            Fields = fields.ToImmutable(),
            Source = source,
            Line = LogText.Of(text),
        };
    }

    private void Capture(SignaturePattern? pattern, ReadOnlySpan<byte> message, ImmutableSortedDictionary<string, string>.Builder fields)
    {
        for (int i = 0; i < (pattern?.Names.Length ?? 0); i++)
        {
            fields[pattern!.Names[i]] = LogText.Of(message[_holes[i]]);
        }
    }

    private string Source(in MixedPlace place) => place.Number > 0 ? $"{settings.Name}:{place.Number}" : $"{settings.Name}@{place.Offset}";
}

/// <summary>What is known of an event while its line is read.</summary>
internal sealed class WitnessDraft
{
    internal string? Program { get; set; }

    internal string? Unit { get; set; }

    internal string? Level { get; set; }

    internal int? Pid { get; set; }

    internal DateTimeOffset? Time { get; set; }

    /// <summary>Written with its zone.</summary>
    internal bool TimeIsSure { get; set; }
}
