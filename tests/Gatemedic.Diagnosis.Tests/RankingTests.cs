using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

public sealed class RankingTests
{
    private static readonly NginxInstance Instance = new()
    {
        Id = "/etc/nginx/nginx.conf",
        Version = Section.Seen("1.22.1"),
        Configuration = Section.Blind<Nginx.ConfigSnapshot>("configuration", "not needed here"),
    };

    private static readonly Scene Empty = new()
    {
        Clock = new SceneClock(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), null),
        Masters = Section.Seen(ImmutableArray<NginxMaster>.Empty),
        Listeners = Section.Seen(ImmutableArray<Listener>.Empty),
        Processes = Section.Seen(ImmutableArray<HostProcess>.Empty),
        Units = Section.Seen(ImmutableArray<ServiceUnit>.Empty),
        LocalAddresses = Section.Seen(ImmutableArray<string>.Empty),
        Instances = [Instance],
    };

    [Fact]
    public void Says_nothing_that_is_not_likelier_than_not() =>
        Assert.Empty(Found(Cause("a", Weigh.Moderate)));

    [Fact]
    public void Of_two_look_alikes_the_likelier_holds_and_the_other_is_ruled_out_with_its_strongest_objection()
    {
        var finding = Assert.Single(Conclude(
            Cause("a", [Weigh.Strong], rivals: ["b"]),
            Cause("b", [Weigh.Decisive, -Weigh.Slight, -Weigh.Strong], rivals: ["a"])).Findings);
        Assert.Equal("a", finding.Cause);
        Assert.Equal(new RuledOut("b", "against 3.4"), Assert.Single(finding.RuledOut));
    }

    [Fact]
    public void Causes_that_are_no_rivals_hold_side_by_side() =>
        Assert.Equal(["b", "a"], Found(Cause("a", Weigh.Strong), Cause("b", Weigh.Decisive)));

    [Fact]
    public void A_symptom_is_swallowed_by_what_explains_it_however_sure_it_is() =>
        Assert.Equal(["a"], Found(Cause("a", [Weigh.Strong], explains: ["b"]), Cause("b", Weigh.Decisive)));

    [Fact]
    public void Worse_comes_before_surer() =>
        Assert.Equal(["bad", "sure"], Found(Cause("sure", [Weigh.Decisive], severity: Severity.Warning), Cause("bad", Weigh.Strong)));

    [Fact]
    public void No_finding_is_certain() =>
        Assert.Equal(Weigh.MostConfident, Assert.Single(Conclude(Cause("a", [Weigh.Decisive, Weigh.Decisive, Weigh.Decisive])).Findings).Confidence);

    [Theory]
    [InlineData(Severity.Critical, Health.Failing)]
    [InlineData(Severity.Warning, Health.Degraded)]
    public void The_verdict_follows_the_worst_finding(Severity severity, Health health) =>
        Assert.Equal(health, Conclude(Cause("a", [Weigh.Strong], severity: severity)).Health);

    private static string[] Found(params ICause[] causes) => [.. Conclude(causes).Findings.Select(f => f.Cause)];

    private static Diagnosis Conclude(params ICause[] causes) => new DiagnosisEngine([.. causes]).Conclude(Empty);

    private static Fixed Cause(string code, params double[] weights) => Cause(code, weights, [], []);

    private static Fixed Cause(string code, double[] weights, string[]? rivals = null, string[]? explains = null, Severity severity = Severity.Critical) =>
        new(new CauseProfile(code, CauseGroup.Reaching) { Severity = severity, Rivals = [.. rivals ?? []], Explains = [.. explains ?? []] }, weights);

    private sealed class Fixed(CauseProfile profile, double[] weights) : ICause
    {
        public CauseProfile Profile { get; } = profile;

        public IEnumerable<Verdict> Judge(Scene scene)
        {
            var verdict = new Verdict(scene.Instances[0]);
            foreach (var weight in weights)
            {
                verdict.Weighs(weight, EvidenceKind.Config, $"{(weight < 0 ? "against" : "for")} {Math.Abs(weight):0.0}", "test");
            }

            yield return verdict;
        }
    }
}
