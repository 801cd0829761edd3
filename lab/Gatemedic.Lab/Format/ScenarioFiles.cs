using System.Text.RegularExpressions;

namespace Gatemedic.Lab.Format;

/// <summary>Finds the scenario files: a room's lab.yaml is called by the room's code, one of lab/scenarios by its file name.</summary>
internal static partial class ScenarioFiles
{
    /// <summary>All scenarios whose name contains one of the filters (all without a filter), ordered by name.</summary>
    public static List<(string Name, Scenario Scenario)> Find(string repository, IReadOnlyList<string> filters)
    {
        var rooms = Directory.EnumerateFiles(Path.Combine(repository, "src", "Gatemedic.Causes"), "lab.yaml", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Code(Path.GetFileName(Path.GetDirectoryName(file)!))));
        var others = Directory.EnumerateFiles(Path.Combine(repository, "lab", "scenarios"), "*.yaml")
            .Select(file => (File: file, Name: Path.GetFileNameWithoutExtension(file)));
        return [.. rooms.Concat(others)
            .OrderBy(source => source.Name, StringComparer.Ordinal)
            .SelectMany(source => ScenarioParser.Parse(source.File)
                .Select(read => (Name: read.Variant.Length == 0 ? source.Name : $"{source.Name}/{read.Variant}", read.Scenario)))
            .Where(scenario => filters.Count == 0 || filters.Any(filter => scenario.Name.Contains(filter, StringComparison.Ordinal)))];
    }

    /// <summary>WrongPort is the room of wrong-port, LocalhostIpv6 that of localhost-ipv6.</summary>
    private static string Code(string room) => Capital().Replace(room, hit => (hit.Index == 0 ? "" : "-") + char.ToLowerInvariant(hit.Value[0]));

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
