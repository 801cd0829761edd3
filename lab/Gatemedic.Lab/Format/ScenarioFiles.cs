namespace Gatemedic.Lab.Format;

/// <summary>Finds the scenario files: a room's lab.yaml is called by the room's code, as its page is, one of lab/scenarios by its file name.</summary>
internal static class ScenarioFiles
{
    /// <summary>All scenarios whose name contains one of the filters (all without a filter), ordered by name.</summary>
    /// <param name="repository">Root of the repository.</param>
    /// <param name="filters">Parts of names.</param>
    /// <param name="first">Of each file only the first variant.</param>
    public static List<(string Name, Scenario Scenario)> Find(string repository, IReadOnlyList<string> filters, bool first)
    {
        var rooms = Directory.EnumerateFiles(Path.Combine(repository, "src", "Gatemedic.Causes"), "lab.yaml", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.md").Single())));
        var others = Directory.EnumerateFiles(Path.Combine(repository, "lab", "scenarios"), "*.yaml")
            .Select(file => (File: file, Name: Path.GetFileNameWithoutExtension(file)));
        return [.. rooms.Concat(others)
            .OrderBy(source => source.Name, StringComparer.Ordinal)
            .SelectMany(source => ScenarioParser.Parse(source.File).Take(first ? 1 : int.MaxValue)
                .Select(read => (Name: read.Variant.Length == 0 ? source.Name : $"{source.Name}/{read.Variant}", read.Scenario)))
            .Where(scenario => filters.Count == 0 || filters.Any(filter => scenario.Name.Contains(filter, StringComparison.Ordinal)))];
    }
}
