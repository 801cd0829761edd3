using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Every cause over every recorded case.</summary>
[Collection("cases")]
public sealed class CrossFireTests
{
    private static readonly DiagnosisEngine Engine = new(CauseCatalog.All);

    public static TheoryData<string> Firing => [.. RecordedCase.All.Where(c => !c.IsLookAlike).Select(c => c.Name)];

    public static TheoryData<string> LookAlikes => [.. RecordedCase.All.Where(c => c.IsLookAlike).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Firing))]
    public void The_first_finding_of_a_case_is_its_room(string name)
    {
        var recorded = RecordedCase.All.Single(c => c.Name == name);
        Assert.Equal(recorded.Room, TypeName(Engine.Conclude(recorded.Read()).Findings.FirstOrDefault()?.Cause));
    }

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void A_look_alike_is_not_blamed_on_its_room(string name)
    {
        var recorded = RecordedCase.All.Single(c => c.Name == name);
        Assert.DoesNotContain(recorded.Room, Engine.Conclude(recorded.Read()).Findings.Select(f => TypeName(f.Cause)));
    }

    [Fact]
    public void The_matrix_is_the_golden_one()
    {
        var matrix = new StringBuilder();
        foreach (var recorded in RecordedCase.All)
        {
            var diagnosis = Engine.Conclude(recorded.Read());
            matrix.Append(CultureInfo.InvariantCulture, $"{recorded.Name}\n  verdict   {diagnosis.Health.ToString().ToLowerInvariant()}\n");
            foreach (var finding in diagnosis.Findings)
            {
                matrix.Append(string.Create(CultureInfo.InvariantCulture, $"  found     {finding.Cause} {finding.Detail} {finding.Confidence:0.00} {finding.Severity.ToString().ToLowerInvariant()} {finding.Target?.Address}").TrimEnd() + "\n");
            }

            foreach (var (profile, verdict) in Engine.Judge(diagnosis.Scene).Where(v => diagnosis.Findings.All(f => f.Cause != v.Profile.Code)))
            {
                matrix.Append(string.Create(CultureInfo.InvariantCulture, $"  thought   {profile.Code} {Weigh.Confidence(verdict.LogOdds):0.00} {verdict.Target?.Address}").TrimEnd() + "\n");
            }
        }

        Repository.Golden(Repository.Path("tests", "Gatemedic.Causes.Tests", "cross-fire.golden.txt"), matrix.ToString());
    }

    private static string? TypeName(string? code) => CauseCatalog.All.FirstOrDefault(c => c.Profile.Code == code)?.GetType().Name;
}
