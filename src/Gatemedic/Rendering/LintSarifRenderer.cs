using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatemedic.Commands;
using Gatemedic.Lint;
using Gatemedic.Linting;

namespace Gatemedic.Rendering;

/// <summary>Writes the findings of lint as SARIF 2.1.0, for code-scanning services.</summary>
internal static class LintSarifRenderer
{
    private const string Base = "SRCROOT";

    /// <summary>One log with one run; ignored findings are there, suppressed.</summary>
    public static void Render(LintReport report, TextWriter output)
    {
        // The profile of a finding need not be in the catalogue: the linter itself speaks of its comments.
        var profiles = report.Checks.Select(c => c.Profile).Concat(report.Counting.Select(f => f.Check)).DistinctBy(p => p.Code).ToList();
        var index = profiles.Index().ToDictionary(p => p.Item.Code, p => p.Index);
        var root = new Uri(Directory.GetCurrentDirectory().TrimEnd('/') + "/").AbsoluteUri;
        var run = new SarifRun(
            new SarifTool(new SarifDriver("gatemedic", typeof(ExitCode).Assembly.GetName().Version!.ToString(3), [.. profiles.Select(Rule)])),
            "utf16CodeUnits",
            new Dictionary<string, SarifBase> { [Base] = new(root) },
            [.. report.Counting.Concat(report.Ignored).Select(f => Result(f, report, index[f.Check.Code]))]);
        var log = new SarifLog("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "2.1.0", [run]);
        output.WriteLine(JsonSerializer.Serialize(log, SarifJson.Default.SarifLog));
    }

    private static SarifRule Rule(CheckProfile profile)
    {
        var page = CheckPages.Read(profile.Code) ?? profile.Summary;
        var name = string.Concat(profile.Code.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return new SarifRule(
            profile.Code, name, new SarifText(profile.Summary), new SarifHelp(page, page), new SarifConfiguration(Level(profile.Severity)),
            new SarifTags(["nginx", profile.Group.ToString().ToLowerInvariant(), .. profile.LeadsTo]));
    }

    private static SarifResult Result(LintFinding finding, LintReport report, int rule)
    {
        var complaint = finding.Complaint;
        return new SarifResult(
            finding.Check.Code,
            rule,
            Level(finding.Check.Severity),
            new SarifText($"{complaint.Message}. Remedy: {complaint.Remedy}."),
            [Place(complaint.File, complaint.Line, report.Column(complaint), null)],
            complaint.Related.IsEmpty ? null : [.. complaint.Related.Select(r => Place(r.File, r.Line, null, r.Text))],
            new Dictionary<string, string> { ["gatemedic/v1"] = Fingerprint(finding) },
            finding.Ignored is { } reason ? [new SarifSuppression("inSource", reason)] : null);
    }

    private static SarifLocation Place(string file, int line, int? column, string? text)
    {
        var relative = LintGithubRenderer.RelativePath(file);
        var inside = !Path.IsPathRooted(relative);
        var uri = inside ? string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)) : new Uri(file).AbsoluteUri;
        return new SarifLocation(
            new SarifPhysicalLocation(new SarifArtifact(uri, inside ? Base : null), new SarifRegion(Math.Max(1, line), column)),
            text is null ? null : new SarifText(text));
    }

    /// <summary>The same finding has the same print when lines above it come or go.</summary>
    private static string Fingerprint(LintFinding finding) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{finding.Check.Code}\n{LintGithubRenderer.RelativePath(finding.Complaint.File)}\n{finding.Complaint.Message}")))[..32];

    private static string Level(LintSeverity severity) => severity.ToString().ToLowerInvariant();
}
