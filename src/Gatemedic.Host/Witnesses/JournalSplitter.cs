using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Gatemedic.Host;

/// <summary>Divides journald's records by the unit that they are about, which is not always the one that wrote them: systemd itself tells how a unit ends.</summary>
internal static class JournalSplitter
{
    // The unit that is spoken of comes before the speaker.
    private static readonly string[] Fields = ["UNIT", "COREDUMP_UNIT", "OBJECT_SYSTEMD_UNIT", "_SYSTEMD_UNIT"];

    /// <summary>The lines of each unit in their order; records of no unit that was asked for are passed over, as are lines that are no records.</summary>
    public static Dictionary<string, StringBuilder> ByUnit(string output, ImmutableArray<string> units)
    {
        var wanted = units.ToHashSet();
        var parts = new Dictionary<string, StringBuilder>();
        foreach (var line in output.Split('\n'))
        {
            if (UnitOf(line, wanted) is { } unit)
            {
                var part = parts.TryGetValue(unit, out var known) ? known : parts[unit] = new StringBuilder();
                part.Append(line).Append('\n');
            }
        }

        return parts;
    }

    private static string? UnitOf(string line, HashSet<string> wanted)
    {
        try
        {
            using var record = line.StartsWith('{') ? JsonDocument.Parse(line) : null;
            return record is null ? null : Fields
                .Select(name => record.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
                .FirstOrDefault(unit => unit is not null && wanted.Contains(unit));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
