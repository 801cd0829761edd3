using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatemedic.Causes;
using Gatemedic.Diagnosis;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>The note of an incident, in its three formats.</summary>
public sealed partial class IncidentPageTests
{
    private const string Hostile = "<script>alert(1)</script> & \"' \u001b[2J | `x` ](http://evil.example)";

    private static readonly string[] Order =
    [
        "Verdict", "nginx status", "Upstream status", "Port bindings", "Recent errors", "Direct upstream tests", "Configuration on the route", "Time line", "Ruled out",
        "Could not be seen",
    ];

    public static TheoryData<string> Formats => ["text", "markdown", "html"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Tells_everything_in_the_order_of_an_incident_note(string format)
    {
        var page = RenderedPage.Of(IncidentPage.Of(Case("lab-gunicorn.case")), format);
        var places = Order.Select(title => page.IndexOf(Heading(title, format), StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("127.0.0.1:8000", page, StringComparison.Ordinal);
        Assert.Contains("proxy_pass", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_empty_scene_says_what_was_not_seen(string format)
    {
        static Section<ImmutableArray<T>> Unseen<T>() => Section.Blind<ImmutableArray<T>>("the host", Hostile, Hostile);
        var scene = new Scene
        {
            Clock = new SceneClock(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), null),
            Focus = new Focus { Upstream = Hostile },
            Masters = Unseen<NginxMaster>(),
            Listeners = Unseen<Listener>(),
            Processes = Unseen<HostProcess>(),
            Units = Unseen<ServiceUnit>(),
            LocalAddresses = Unseen<string>(),
        };
        var page = RenderedPage.Of(IncidentPage.Of(new DiagnosisEngine(CauseCatalog.All).Conclude(scene)), format);
        Assert.Contains("No nginx was seen.", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        // What stands in a code span is shown as it is.
        var markup = format switch { "text" => "", "markdown" => Code().Replace(page, ""), _ => page };
        Assert.DoesNotContain("<script>alert", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("`x`", format == "markdown" ? markup : "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("html")]
    public void The_page_of_a_diagnosis_has_the_verdict_and_what_to_type_next(string format)
    {
        var page = RenderedPage.Of(IncidentPage.Verdict(Case("lab-gunicorn.case"), TimeSpan.FromSeconds(0.34)), format);
        Assert.All(new[] { "FAILING", "99 % sure", "/var/log/nginx/error.log:3", "proxy_pass http://127.0.0.1:8000;", "upstream-down", "gatemedic fix", "0.3 s" }, said => Assert.Contains(said, page, StringComparison.Ordinal));
        Assert.Equal(["Verdict", "Ruled out", "Could not be seen"], Order.Where(title => page.Contains(Heading(title, format), StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_loads_nothing()
    {
        var page = RenderedPage.Of(IncidentPage.Of(Case("lab-gunicorn.case")), "html");
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recorded_case_makes_a_page()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.Path("src", "Gatemedic.Causes"), "*.case", SearchOption.AllDirectories))
        {
            using var file = File.OpenRead(path);
            var report = IncidentPage.Of(new DiagnosisEngine(CauseCatalog.All).Conclude(SceneFile.Read(file)));
            Assert.Equal(Order, report.Sections.AsEnumerable().Select(s => s.Title));
            Assert.All(new[] { "text", "markdown", "html" }, f => Assert.NotEmpty(RenderedPage.Of(report, f)));
        }
    }

    [GeneratedRegex("(`+) .*? \\1(?!`)")]
    private static partial Regex Code();

    private static string Heading(string title, string format) => format switch { "markdown" => $"\n## {title}\n", "html" => $">{title}</h2>", _ => $"\n{title}\n" };

    private static Diagnosis.Diagnosis Case(string name)
    {
        using var file = File.OpenRead(Repository.Path("src", "Gatemedic.Causes", "Reaching", "WrongPort", "cases", name));
        return new DiagnosisEngine(CauseCatalog.All).Conclude(SceneFile.Read(file));
    }
}
