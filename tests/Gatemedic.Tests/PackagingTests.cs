using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatemedic;

/// <summary>What the packages say of themselves; <c>./dev package --prove</c> tries them.</summary>
public sealed partial class PackagingTests
{
    private static readonly string Version = Regex.Match(File.ReadAllText(Repository.Path("Directory.Build.props")), "<Version>(.*)</Version>").Groups[1].Value;

    [Fact]
    public void The_changelog_of_the_package_begins_with_the_version_of_the_program() =>
        Assert.StartsWith($"gatemedic ({Version}-1) ", File.ReadAllText(Repository.Path("packaging", "changelog")), StringComparison.Ordinal);

    [Fact]
    public void The_bill_of_materials_names_the_packages_of_every_product_project_and_the_runtime()
    {
        var start = new ProcessStartInfo(Repository.Path("packaging", "sbom"), [Repository.Path("artifacts", "obj", "Gatemedic", "project.assets.json"), "linux-x64", Version, Repository.Path("gatemedic")])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
        using var process = Process.Start(start)!;
        var bill = JsonDocument.Parse(process.StandardOutput.ReadToEnd()).RootElement;
        var wanted = Directory.EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(p => Package().Matches(File.ReadAllText(p)).Select(m => m.Groups[1].Value))
            .Append("Microsoft.NETCore.App.Runtime.linux-x64").Distinct().Order(StringComparer.Ordinal);
        var components = bill.GetProperty("components").EnumerateArray().ToList();
        Assert.Equal(wanted, components.Select(c => c.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(components, c => Assert.Equal("MIT", c.GetProperty("licenses")[0].GetProperty("expression").GetString()));
        Assert.Equal("2023-11-14T22:13:20Z", bill.GetProperty("metadata").GetProperty("timestamp").GetString());
    }

    [GeneratedRegex("<PackageReference Include=\"([^\"]+)\" />")]
    private static partial Regex Package();
}
