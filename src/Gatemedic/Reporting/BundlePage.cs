using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Bundling;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>A bundle as a page: where it is, what is in it, what was taken out.</summary>
internal static class BundlePage
{
    /// <summary>The page.</summary>
    public static ReportPage Of(BundlePlan plan, BundleOutcome outcome)
    {
        var (state, tone, headline) = outcome switch
        {
            { Size: { } size } => ("WRITTEN", ReportTone.Well, $"{outcome.Path}, {Figures.Bytes(size)}"),
            { Fault: { } fault } => ("NOT WRITTEN", ReportTone.Failing, fault),
            _ => ("LISTED", ReportTone.Unknown, $"what {outcome.Path} would hold; nothing was written"),
        };
        return new ReportPage
        {
            MadeBy = "gatemedic collect",
            Title = "bundle",
            State = state,
            Tone = tone,
            Headline = headline,
            Facts =
            [
                ("Seen", plan.Content.Manifest.TakenAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
                .. outcome.Size is null ? ImmutableArray<(string, string)>.Empty : [("To read it", $"gatemedic diagnose --bundle {Path.GetFileName(outcome.Path)}")],
                .. outcome.Size is null || plan.Pseudonyms.IsEmpty ? ImmutableArray<(string, string)>.Empty : [("Who is who", $"{BundleFile.MapOf(outcome.Path)}, which stays here")],
                .. plan.ConcludesTheSame ? ImmutableArray<(string, string)>.Empty : [("Note", BundlePlanRenderer.OtherFindings)],
            ],
            Sections =
            [
                new ReportSection("entries", "What goes into it", [Entries(plan)]),
                new ReportSection("scene", $"What {BundleContent.Scene} holds", [new ReportCode([.. BundlePlanRenderer.Contents(plan.Scene)])]),
                plan.Content.Manifest.Redacted ? Redaction(plan) : new ReportSection("redaction", "Nothing is redacted", [new ReportText(BundlePlanRenderer.AsItIs)]),
            ],
        };
    }

    private static ReportTable Entries(BundlePlan plan) => new(
        ["entry", "size", "what"],
        [
            .. plan.Content.Manifest.Entries.Select(e => ImmutableArray.Create(e.Name, Figures.Bytes(e.Size), e.What)),
            [BundleManifest.Name, "", "versions, the host's clock, SHA-256 of each"],
        ]);

    private static ReportSection Redaction(BundlePlan plan) => new(
        "redaction",
        "What was taken out",
        [
            plan.Removed.IsEmpty ? new ReportText("No secret was found.") : new ReportTable(["times", "what"], [.. plan.Removed.Select(r => ImmutableArray.Create(Figures.Count(r.Count), r.What))]),
            new ReportText(BundlePlanRenderer.Pseudonyms(plan) + "."),
            new ReportText(BundlePlanRenderer.NotRedacted),
        ]);
}
