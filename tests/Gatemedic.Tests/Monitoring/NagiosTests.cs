using System.Text.RegularExpressions;
using Gatemedic.Commands;

namespace Gatemedic.Monitoring;

/// <summary>What a monitoring system reads of a diagnosis.</summary>
public sealed partial class NagiosTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public void Tells_state_cause_and_measures_on_one_line() => Assert.Equal(
        (NagiosState.Critical, "GATEMEDIC CRITICAL - wrong-port: nginx is told 127.0.0.1:8080, but the application listens on 127.0.0.1:8000 (99 % sure); 3 of 3 requests failed"
            + " | failed=3;1;;0;3 failed_percent=100%;;50;0;100 findings=1;;;0 confidence=99%;;;0;100 peers_failing=1;;;0;1 time=0.250s;;;0;10"),
        Render(RecordedCase.Diagnose(RecordedCase.At(RecordedCase.WrongPort)), "1", "50%"));

    [Theory]
    [InlineData(RecordedCase.WrongPort, null, null, "Critical")]
    [InlineData(RecordedCase.ReloadRefused, null, null, "Warning")]
    [InlineData(RecordedCase.BackAgain, null, null, "Ok")]
    [InlineData(RecordedCase.BackAgain, "4", null, "Warning")]
    [InlineData(RecordedCase.BackAgain, "5", "63%", "Ok")]
    [InlineData(RecordedCase.BackAgain, "4", "62%", "Critical")]
    [InlineData(RecordedCase.WrongPort, "50", "90", "Warning")]
    public void Thresholds_decide_where_they_are_given_and_a_failing_route_stays_a_warning(string scene, string? warning, string? critical, string state) =>
        Assert.Equal(state, Render(RecordedCase.Diagnose(RecordedCase.At(scene)), warning, critical).State.ToString());

    [Fact]
    public void What_could_not_be_seen_in_time_is_unknown()
    {
        var timed = new TimedDiagnosis(RecordedCase.Diagnose(RecordedCase.At(RecordedCase.BackAgain)), Bound, OutOfTime: true);
        Assert.StartsWith("GATEMEDIC UNKNOWN - not finished within 10 s", NagiosRenderer.Render(timed, new NagiosThresholds(null, null), Bound, out var state), StringComparison.Ordinal);
        Assert.Equal(NagiosState.Unknown, state);
    }

    [Fact]
    public void No_text_breaks_the_line_or_begins_the_perfdata()
    {
        var diagnosis = RecordedCase.Diagnose(RecordedCase.At(RecordedCase.WrongPort));
        var hostile = diagnosis.Findings[0] with { Title = "a|b\n<script>\u001b[31m" + new string('x', 100_000) };
        var (_, line) = Render(diagnosis with { Findings = [hostile, hostile] }, null, null);
        Assert.StartsWith(@"GATEMEDIC CRITICAL - wrong-port: a/b (script)\x1b[31mxxx", line, StringComparison.Ordinal);
        Assert.Equal(2, line.Split('|').Length);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.InRange(line.Length, 500, 1024);
    }

    [Fact]
    public void Every_measure_has_the_form_that_plugins_agree_on()
    {
        var measures = Render(RecordedCase.Diagnose(RecordedCase.At(RecordedCase.BackAgain)), "2.5%", "7").Line.Split(" | ")[1].Split(' ');
        Assert.All(measures, m => Assert.Matches(Measure(), m));
    }

    [Theory]
    [InlineData("--warning", "many")]
    [InlineData("--critical", "101%")]
    [InlineData("--warning", "-1")]
    [InlineData("--critical", "0.5")]
    [InlineData("--nonsense")]
    [InlineData("--scene", "/nonexistent")]
    public void Wrong_usage_is_unknown_and_said_on_standard_output(params string[] arguments)
    {
        var (code, output, errors) = Binary.Run(["diagnose", "--nagios", .. arguments]);
        Assert.Equal((3, ""), (code, errors));
        Assert.Matches("^GATEMEDIC UNKNOWN - [^\n]+\n$", output);
    }

    [Fact]
    public void Exits_with_the_state_it_prints()
    {
        Assert.Equal(2, Binary.Run("--nagios", "--scene", RecordedCase.At(RecordedCase.WrongPort)).Code);
        Assert.Equal(1, Binary.Run("--nagios", "--scene", RecordedCase.At(RecordedCase.WrongPort), "--critical", "90").Code);
        Assert.Equal(0, Binary.Run("--nagios", "--scene", RecordedCase.At(RecordedCase.BackAgain)).Code);
    }

    private static (NagiosState State, string Line) Render(Diagnosis.Diagnosis diagnosis, string? warning, string? critical)
    {
        var line = NagiosRenderer.Render(
            new TimedDiagnosis(diagnosis, TimeSpan.FromMilliseconds(250), OutOfTime: false), new NagiosThresholds(Threshold.Parse(warning), Threshold.Parse(critical)), Bound, out var state);
        return (state, line);
    }

    [GeneratedRegex(@"^[a-z_]+=\d+(\.\d+)?[%s]?(;(\d+(\.\d+)?)?){0,4}$")]
    private static partial Regex Measure();
}
