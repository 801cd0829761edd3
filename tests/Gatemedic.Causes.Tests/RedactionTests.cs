using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>What a bundle says is what the host said: causes conclude the same from a Scene whose secrets and names are gone.</summary>
[Collection("cases")]
public sealed class RedactionTests
{
    private static readonly DiagnosisEngine Engine = new(CauseCatalog.All);
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static TheoryData<string> Cases => [.. RecordedCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_findings_of_a_redacted_case_are_the_same(string name)
    {
        var scene = RecordedCase.All.Single(c => c.Name == name).Read();
        Assert.Equal(Findings(scene), Findings(SceneRedactor.Redact(scene, Key, ["recorder"]).Scene));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_redacted_already_stays(string name)
    {
        var once = SceneRedactor.Redact(RecordedCase.All.Single(c => c.Name == name).Read(), Key, []);
        Assert.Empty(SceneRedactor.Redact(once.Scene, Key, []).Removed);
    }

    private static string Findings(Scene scene)
    {
        var diagnosis = Engine.Conclude(scene);
        return $"{diagnosis.Health}, {diagnosis.Unexplained.Length} unexplained, {diagnosis.Blind.Length} blind\n" + string.Join('\n', diagnosis.Findings.Select(f =>
            $"{f.Cause} {f.Detail} {f.Confidence:0.00} {f.Severity} {f.Targets.Length} targets {f.Routes.Count()} routes, evidence {string.Join(' ', f.Evidence.Select(e => $"{e.Kind}{e.Weight:+0.0;-0.0}"))}, "
            + $"ruled out {string.Join(' ', f.RuledOut.Select(r => r.Cause))}, remedies {string.Join(' ', f.Remedies.Select(r => $"{r.Id}/{r.Edits.Length}/{r.Commands.Length}"))}"));
    }
}
