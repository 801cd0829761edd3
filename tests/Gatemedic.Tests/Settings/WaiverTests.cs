using System.Text.Json;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Settings;

/// <summary>Findings that somebody waived: told, and not counted.</summary>
public sealed class WaiverTests
{
    private static readonly Diagnosis.Diagnosis Failing = RecordedCase.Diagnose(RecordedCase.At(RecordedCase.WrongPort));
    private static readonly DateOnly Today = DateOnly.FromDateTime(Failing.Scene.Clock.Now.Date);
    private static readonly Waiver Shop = new("wrong-port", "the shop moves, OPS-12", Today, "gatemedic.yaml:3") { Upstream = "127.0.0.1:8080" };

    [Fact]
    public void A_waived_finding_is_told_with_reason_and_end_and_does_not_count()
    {
        var waived = Failing.Waive([Shop]);
        Assert.Equal(Health.Healthy, waived.Health);
        var finding = Json(waived).GetProperty("findings")[0];
        Assert.Equal($$"""{"reason":"the shop moves, OPS-12","until":"{{Today:yyyy-MM-dd}}","source":"gatemedic.yaml:3"}""", JsonSerializer.Serialize(finding.GetProperty("waived")));
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("waiverExpired").ValueKind);
        Assert.Equal("nothing that counts; waived: wrong-port", DiagnosisTextRenderer.Summary(waived));
    }

    [Fact]
    public void An_expired_waiver_is_told_and_silences_nothing()
    {
        var judged = Failing.Waive([Shop with { Until = Today.AddDays(-1) }]);
        Assert.Equal((Health.Failing, null), (judged.Health, judged.Findings[0].Waived));
        Assert.Equal("gatemedic.yaml:3", Json(judged).GetProperty("findings")[0].GetProperty("waiverExpired").GetProperty("source").GetString());
    }

    [Fact]
    public void A_waiver_that_was_renewed_holds() =>
        Assert.Equal(Today.AddDays(30), Failing.Waive([Shop with { Until = Today.AddDays(-1) }, Shop with { Until = Today.AddDays(30) }]).Findings[0].Waived?.Until);

    [Theory]
    [InlineData("wrong-port", null, null, "/etc/nginx/sites-enabled/shop", true)]
    [InlineData("upstream-down", "127.0.0.1:8080", null, null, false)]
    [InlineData("wrong-port", "127.0.0.1:8081", null, null, false)]
    [InlineData("wrong-port", "127.0.0.1:8080", "other.example", null, false)]
    [InlineData("wrong-port", null, null, "/etc/nginx/nginx.conf", false)]
    public void Silences_its_code_at_its_place_only(string code, string? upstream, string? server, string? file, bool silences) =>
        Assert.Equal(silences, Failing.Waive([Shop with { Cause = code, Upstream = upstream, Server = server, File = file }]).Findings[0].Waived is not null);

    [Fact]
    public void What_is_not_waived_still_counts()
    {
        var other = Failing.Findings[0] with { Cause = "slow-upstream", Severity = Severity.Warning };
        Assert.Equal(Health.Degraded, (Failing with { Findings = [.. Failing.Findings, other] }).Waive([Shop]).Health);
    }

    [Fact]
    public void The_exit_code_counts_what_is_not_waived()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.At("gatemedic"));
        folder.Write("gatemedic/gatemedic.yaml", $"waivers:\n- {{code: wrong-port, upstream: '127.0.0.1:8080', reason: it moves, until: {Today:yyyy-MM-dd}}}\n");
        var (code, output, _) = Binary.RunWith(new() { ["XDG_CONFIG_HOME"] = folder.At("") }, "diagnose", "--scene", RecordedCase.At(RecordedCase.WrongPort));
        Assert.Equal(0, code);
        Assert.Contains($"waived until {Today:yyyy-MM-dd}: it moves", output, StringComparison.Ordinal);
    }

    private static JsonElement Json(Diagnosis.Diagnosis diagnosis)
    {
        using var writer = new StringWriter();
        DiagnosisJsonRenderer.Render(diagnosis, TimeSpan.Zero, writer);
        return JsonDocument.Parse(writer.ToString()).RootElement;
    }
}
