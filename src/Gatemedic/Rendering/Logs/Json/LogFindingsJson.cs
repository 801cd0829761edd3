using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>What a report adds to the picture, as fields of JSON: causes, locations, advice, and what was not seen.</summary>
internal sealed class LogFindingsJson(JsonFields json)
{
    /// <summary>Writes all of it.</summary>
    public void Write(LogReport report)
    {
        json.List("causes", report.Causes, c =>
        {
            json.Text("cause", c.Cause);
            json.Number("confidence", c.Confidence);
            json.Text("because", c.Because);
            json.Quotes("quotes", c.Quotes);
        });
        json.List("locations", report.Locations, l =>
        {
            json.Text("server", l.Server);
            json.Text("location", l.Location);
            json.Text("upstream", l.Upstream);
            json.Text("file", l.File);
            json.Whole("line", l.Line);
            json.Whole("failures", l.Failures);
        });
        json.List("advice", report.Advice, a =>
        {
            json.Text("what", a.What);
            json.Text("why", a.Why);
            json.List("edits", a.Edits, e =>
            {
                json.Text("file", e.File);
                json.Text("diff", e.Diff);
            });
        });
        json.List("blind", report.Blind, b =>
        {
            json.Text("what", b.What);
            json.Text("why", b.Why);
            json.Text("remedy", b.Remedy);
        });
    }
}
