using System.Text.Json;
using Gatemedic.Bundling;

namespace Gatemedic.Rendering;

/// <summary>Writes what became of a bundle as JSON. Who is who in it is not told.</summary>
internal static class CollectJsonRenderer
{
    /// <summary>One object and a final newline.</summary>
    public static void Render(BundlePlan plan, BundleOutcome outcome, TextWriter output)
    {
        var manifest = plan.Content.Manifest;
        var document = new CollectDocument(
            "gatemedic/collect/1",
            manifest.Program,
            manifest.TakenAt.ToUniversalTime(),
            outcome.Path,
            outcome.Size,
            outcome.Fault,
            manifest.Redacted,
            manifest.Entries,
            [.. BundlePlanRenderer.Contents(plan.Scene).Select(line => line.Trim())],
            plan.Removed,
            new PseudonymsDocument(plan.CountOf("host"), plan.CountOf("address"), plan.CountOf("word"), outcome.Size is null || plan.Pseudonyms.IsEmpty ? null : BundleFile.MapOf(outcome.Path)),
            plan.ConcludesTheSame);
        output.WriteLine(JsonSerializer.Serialize(document, CollectJson.Default.CollectDocument));
    }
}
