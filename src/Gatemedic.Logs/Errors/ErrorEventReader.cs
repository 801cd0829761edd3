using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Turns a kept error record into an event.</summary>
internal sealed class ErrorEventReader(TimeZoneInfo zone)
{
    private readonly Range[] _holes = new Range[SignatureIndex.MostHoles];

    /// <summary>Null when the log has been overwritten since, and no record stands there any more.</summary>
    internal ErrorEvent? Read(KeptLine kept)
    {
        int start = ErrorTime.Find(kept.Bytes);
        if (start < 0 || !ErrorLineParser.TryParse(kept.Bytes[start..], out var line))
        {
            return null;
        }
        var pattern = SignatureCatalog.Index.Find(line.Message, _holes);
        return new ErrorEvent
        {
            Signature = pattern?.Signature.Id ?? SignatureCatalog.Other,
            Time = Time(kept.Time),
            Level = LogText.Of(line.Level),
            Pid = line.Pid,
            Connection = line.Connection,
            Message = LogText.Of(line.Message),
            Errno = line.Errno,
            Action = LogText.OrNull(line.Action),
            Client = LogText.OrNull(line.Client),
            Server = LogText.OrNull(line.Server),
            Request = LogText.OrNull(line.Request),
            Subrequest = LogText.OrNull(line.Subrequest),
            Upstream = LogText.OrNull(line.Upstream),
            Host = LogText.OrNull(line.Host),
            Fields = Fields(pattern, line),
            Source = kept.Source,
            Line = LogText.Of(kept.Bytes),
        };
    }

    /// <summary>Seconds since 1970 in the log's zone.</summary>
    internal DateTimeOffset Time(long second) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(second), zone);

    private ImmutableSortedDictionary<string, string> Fields(SignaturePattern? pattern, in ErrorLine line)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < (pattern?.Names.Length ?? 0); i++)
        {
            fields[pattern!.Names[i]] = LogText.Of(line.Message[_holes[i]]);
        }
        if (!line.Resolver.IsEmpty)
        {
            fields["resolver"] = LogText.Of(line.Resolver);
        }
        if (!line.ConfFile.IsEmpty)
        {
            fields["file"] = LogText.Of(line.ConfFile);
            fields["line"] = $"{line.ConfLine}";
        }
        return fields.ToImmutable();
    }
}
