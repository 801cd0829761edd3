using Gatemedic.Lint;
using Gatemedic.Linting;

namespace Gatemedic.Rendering;

/// <summary>Writes the findings of lint as workflow commands, which show as annotations on the changed lines.</summary>
internal static class LintGithubRenderer
{
    /// <summary>One line a finding: <c>::warning file=F,line=N,title=CHECK::message</c>.</summary>
    public static void Render(LintReport report, TextWriter output)
    {
        foreach (var finding in report.Counting)
        {
            var complaint = finding.Complaint;
            var level = finding.Check.Severity switch { LintSeverity.Error => "error", LintSeverity.Warning => "warning", _ => "notice" };
            var column = report.Column(complaint) is { } at ? $",col={at}" : "";
            output.WriteLine($"::{level} file={Property(RelativePath(complaint.File))},line={complaint.Line}{column},title={Property(finding.Check.Code)}::{Data(complaint.Message + "; " + complaint.Remedy)}");
        }
    }

    /// <summary>Annotations name files from the root of the checkout, where the command runs.</summary>
    internal static string RelativePath(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
