using System.Text.RegularExpressions;

namespace Gatemedic;

/// <summary>What a person reads at 80 columns, for one Scene of each verdict; <c>./dev bless</c> rewrites it.</summary>
public sealed partial class SnapshotTests
{
    [Theory]
    [InlineData("failing", "Reaching/WrongPort/cases/lab-gunicorn.case")]
    [InlineData("degraded", "NginxItself/ConfigInvalid/cases/lab-reload-refused.case")]
    [InlineData("healthy", "Reaching/UpstreamDown/cases/lab-back-again.not.case")]
    public void Reads_as_it_did(string verdict, string scene)
    {
        var (_, output, errors) = Binary.Run("--scene", Repository.Path("src", "Gatemedic.Causes", scene));
        Assert.Empty(errors);
        Assert.StartsWith(verdict.ToUpperInvariant(), output, StringComparison.Ordinal);
        Repository.Golden(Repository.Path("tests", "Gatemedic.Tests", "Snapshots", verdict + ".txt"), Seconds().Replace(output, "(0.0 s)"));
    }

    [GeneratedRegex(@"\(\d+\.\d\s*s\)")]
    private static partial Regex Seconds();
}
