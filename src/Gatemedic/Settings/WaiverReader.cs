using System.Globalization;
using Gatemedic.Causes;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;

namespace Gatemedic.Settings;

/// <summary>Reads one waiver, which is refused unless it names code, place, reason and end.</summary>
internal static class WaiverReader
{
    private static readonly string[] Names = ["code", "upstream", "server", "file", "reason", "until"];

    /// <summary>The waiver, or null and what is wrong with it.</summary>
    public static Waiver? Read(YamlPart part, string source, Action<long, string> blame)
    {
        var given = new Dictionary<string, (string Text, long Line)>(StringComparer.Ordinal);
        foreach (var (name, line, value) in part.Pairs ?? [])
        {
            if (Array.IndexOf(Names, name) < 0)
            {
                var meant = NearestWord.Of(name, Names);
                blame(line, $"a waiver has no \"{name}\"{(meant is null ? $", but {string.Join(", ", Names)}" : $"; did you mean {meant}?")}");
                return null;
            }

            given[name] = (value.Text ?? "", value.Line);
        }

        string? Of(string name) => given.GetValueOrDefault(name).Text is { Length: > 0 } text ? text : null;
        if (Of("code") is not { } code || Of("reason") is not { } reason || Of("until") is not { } until || (Of("upstream") ?? Of("server") ?? Of("file")) is null)
        {
            blame(part.Line, "a waiver needs code, a place (upstream, server or file), reason and until");
            return null;
        }

        var codes = CauseCatalog.All.Select(c => c.Profile.Code).ToList();
        if (!codes.Contains(code))
        {
            blame(given["code"].Line, $"there is no cause \"{code}\"; {(NearestWord.Of(code, codes) is { } near ? $"did you mean {near}?" : "\"gatemedic explain\" lists all codes")}");
            return null;
        }

        if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
        {
            blame(given["until"].Line, $"until takes a date such as 2026-12-31, not \"{until}\"");
            return null;
        }

        return new Waiver(code, reason, last, source) { Upstream = Of("upstream"), Server = Of("server"), File = Of("file") };
    }
}
