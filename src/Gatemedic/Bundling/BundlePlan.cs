using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatemedic.Causes;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic.Bundling;

/// <summary>What would go into a bundle, so that it can be said before it is written.</summary>
internal sealed record BundlePlan
{
    private const int KeyBytes = 32;

    /// <summary>Its entries.</summary>
    public required BundleContent Content { get; init; }

    /// <summary>The Scene in it.</summary>
    public required Scene Scene { get; init; }

    /// <summary>What was taken out.</summary>
    public ImmutableArray<RemovedSecrets> Removed { get; init; } = [];

    /// <summary>Who is who; kept aside.</summary>
    public ImmutableArray<Pseudonym> Pseudonyms { get; init; } = [];

    /// <summary>Reading it gives the findings that this host gave.</summary>
    public required bool ConcludesTheSame { get; init; }

    /// <summary>How many pseudonyms there are of a kind: host, word, address.</summary>
    public int CountOf(string kind) => Pseudonyms.Count(p => p.Kind == kind);

    /// <summary>Without secrets, names and addresses.</summary>
    /// <exception cref="InvalidDataException">It would be too large.</exception>
    public static BundlePlan Redacted(Diagnosis.Diagnosis diagnosis)
    {
        var redacted = SceneRedactor.Redact(diagnosis.Scene, RandomNumberGenerator.GetBytes(KeyBytes), [Environment.MachineName]);
        var shown = new DiagnosisEngine(CauseCatalog.All).Conclude(redacted.Scene);
        return Of(shown, isRedacted: true) with
        {
            Removed = redacted.Removed,
            Pseudonyms = redacted.Pseudonyms,
            ConcludesTheSame = Findings(shown).SequenceEqual(Findings(diagnosis)) && shown.Health == diagnosis.Health,
        };
    }

    /// <summary>As it was seen.</summary>
    /// <exception cref="InvalidDataException">It would be too large.</exception>
    public static BundlePlan AsItIs(Diagnosis.Diagnosis diagnosis) => Of(diagnosis, isRedacted: false);

    private static BundlePlan Of(Diagnosis.Diagnosis diagnosis, bool isRedacted)
    {
        using var scene = new MemoryStream();
        SceneFile.Write(scene, diagnosis.Scene);
        using var page = new StringWriter { NewLine = "\n" };
        ReportMarkdownRenderer.Render(IncidentPage.Of(diagnosis), page);
        return new BundlePlan
        {
            Scene = diagnosis.Scene,
            ConcludesTheSame = true,
            Content = BundleContent.Of(
                typeof(ExitCode).Assembly.GetName().Version?.ToString(3) ?? "",
                diagnosis.Scene.Clock.Now,
                isRedacted,
                (BundleContent.Scene, "everything that was seen, as text", scene.ToArray()),
                (BundleContent.Report, "the same as a page to read", System.Text.Encoding.UTF8.GetBytes(page.ToString()))),
        };
    }

    private static IEnumerable<(string, string?, double)> Findings(Diagnosis.Diagnosis diagnosis) => diagnosis.Findings.Select(f => (f.Cause, f.Detail, f.Confidence));
}
