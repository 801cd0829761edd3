using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>What nginx prints on a terminal before it has a log: <c>nginx: [emerg] message</c>, the messages of its error log without time and process.</summary>
internal static class NginxStartup
{
    internal static WitnessEvent Read(ReadOnlySpan<byte> message, WitnessDraft draft, string source, ReadOnlySpan<byte> text)
    {
        // As a record it is taken apart like one.
        byte[] record = [.. Encoding.ASCII.GetBytes("1970/01/01 00:00:00 [emerg] 0#0: "), .. message];
        _ = ErrorLineParser.TryParse(record, out var line);
        Span<Range> holes = stackalloc Range[SignatureIndex.MostHoles];
        var pattern = SignatureCatalog.Index.Find(line.Message, holes);
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < (pattern?.Names.Length ?? 0); i++)
        {
            fields[pattern!.Names[i]] = LogText.Of(line.Message[holes[i]]);
        }
        if (line.Errno is { } errno)
        {
            fields["errno"] = $"{errno}";
        }
        if (!line.ConfFile.IsEmpty)
        {
            fields["file"] = LogText.Of(line.ConfFile);
            fields["line"] = $"{line.ConfLine}";
        }
        return new WitnessEvent
        {
            Program = "nginx",
            Signature = pattern?.Signature.Id ?? SignatureCatalog.Other,
            Time = draft.Time,
            Level = draft.Level,
            Pid = draft.Pid,
            Unit = draft.Unit,
            Message = LogText.Of(message),
            Fields = fields.ToImmutable(),
            Source = source,
            Line = LogText.Of(text),
        };
    }
}
