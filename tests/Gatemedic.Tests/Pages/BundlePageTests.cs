using Gatemedic.Bundling;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>What became of a bundle, as a page.</summary>
public sealed class BundlePageTests
{
    private static readonly Diagnosis.Diagnosis Diagnosis = RecordedCase.Diagnose(RecordedCase.At(RecordedCase.WrongPort));

    [Theory]
    [InlineData(6276L, null, "# WRITTEN: b.tar.gz, 6.1 KiB", true)]
    [InlineData(null, null, "# LISTED: what b.tar.gz would hold; nothing was written", false)]
    [InlineData(null, "it <exists>", "# NOT WRITTEN: it &#60;exists&#62;", false)]
    public void Says_first_where_it_is(long? size, string? fault, string headline, bool isWritten)
    {
        var page = RenderedPage.Of(BundlePage.Of(BundlePlan.Redacted(Diagnosis), new BundleOutcome("b.tar.gz", size, fault)), "markdown");
        Assert.Equal(
            (headline, isWritten, true, true),
            (page.Split('\n')[0], page.Contains("b.tar.gz.private, which stays here", StringComparison.Ordinal), page.Contains("## What was taken out", StringComparison.Ordinal), page.Contains("Authorization headers", StringComparison.Ordinal)));
        Assert.DoesNotContain("shop.example", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_redacted_says_so() => Assert.Contains(
        ">Nothing is redacted</h2>", RenderedPage.Of(BundlePage.Of(BundlePlan.AsItIs(Diagnosis), new BundleOutcome("b.tar.gz", null, null)), "html"), StringComparison.Ordinal);
}
