using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Tells which of several formats an access line has.</summary>
internal sealed class AccessFormats(ImmutableArray<AccessFormat> formats)
{
    private readonly AccessTime _time = new();

    private readonly ImmutableArray<(AccessFormat Format, AccessLineScanner Scanner)> _known =
        [.. formats.Where(f => f.HasStatus).Append(AccessFormat.Combined).Append(AccessFormat.Ingress).Append(AccessFormat.CombinedAndMore).Select(f => (f, new AccessLineScanner(f)))];

    internal AccessFormat? Find(ReadOnlySpan<byte> line)
    {
        foreach (var (format, scanner) in _known)
        {
            if (scanner.TryScan(line) && (!format.HasTime || _time.TryRead(line[scanner.Values[(int)AccessField.Time]], out _)))
            {
                return format;
            }
        }
        return null;
    }
}
