using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Tells a diagnosis to a person: the verdict in the first lines, then evidence, repair, what was ruled out and not seen, what to type next.</summary>
internal sealed class DiagnosisTextRenderer(IAnsiConsole console)
{
    private const int MostListed = 10;
    private const int MostTold = 5;
    private const int MostRoutes = 5;
    private const int MostEvidence = 8;
    private const int MostBlind = 12;
    private const int MostDiffLines = 30;
    private const int LabelWidth = 15;
    private const string InJson = "in --format json";

    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Prints everything.</summary>
    public void Render(Diagnosis.Diagnosis diagnosis, TimeSpan duration)
    {
        Headline(diagnosis, duration);
        var several = diagnosis.Scene.Instances.Length > 1;
        foreach (var finding in diagnosis.Findings.Take(MostTold))
        {
            Finding(finding, several);
        }

        More(diagnosis.Findings.Length - MostTold, $"findings {InJson}");
        foreach (var target in diagnosis.Unexplained.Take(MostTold))
        {
            Unexplained(target, several);
        }

        More(diagnosis.Unexplained.Length - MostTold, $"peers {InJson}");

        Blind(diagnosis);
        if (Next(diagnosis) is { } next)
        {
            console.Write(new Paragraph().Append("Next: ", Bold).Append(next, new Style(Color.Aqua)));
            console.WriteLine();
        }
    }

    private void Headline(Diagnosis.Diagnosis diagnosis, TimeSpan duration)
    {
        var (word, color) = diagnosis.Health switch
        {
            Health.Healthy => ("HEALTHY", Color.Green),
            Health.Degraded => ("DEGRADED", Color.Yellow),
            Health.Failing => ("FAILING", Color.Red),
            _ => ("UNKNOWN", Color.Yellow),
        };
        var line = new Paragraph().Append(word, new Style(color, decoration: Decoration.Bold)).Append("  " + Summary(diagnosis), Bold);
        line.Append($"  ({duration.TotalSeconds:0.0}s)", Dim);
        console.Write(line);
        console.WriteLine();
        if (diagnosis.Findings.Length > 1)
        {
            foreach (var finding in diagnosis.Findings.Take(MostListed))
            {
                Row("  " + Sign(finding.Severity), new Text(SafeText.Clean($"{finding.Cause}: {finding.Title}{(finding.Waived is null ? "" : " (waived)")}")));
            }

            More(diagnosis.Findings.Length - MostListed, "findings");
        }
    }

    /// <summary>The diagnosis in one line.</summary>
    internal static string Summary(Diagnosis.Diagnosis diagnosis)
    {
        var targets = diagnosis.Scene.Targets();
        return diagnosis switch
        {
            { Findings.Length: > 0, Unexplained.IsEmpty: true } when diagnosis.Findings.All(f => f.Waived is not null) => $"nothing that counts; waived: {string.Join(", ", diagnosis.Findings.Select(f => f.Cause).Distinct())}",
            { Findings: [var only], Unexplained.IsEmpty: true } => SafeText.Clean(only.Title),
            { Findings: [] } when diagnosis.Unexplained is [var lost] => $"{lost.Protocol.Text()}://{SafeText.Clean(lost.Address.ToString())} fails, and why is not known",
            { Findings: [] } when diagnosis.Unexplained.Length > 1 => $"{diagnosis.Unexplained.Length} upstream peers fail, and why is not known",
            { Findings.Length: > 0 } => $"{diagnosis.Findings.Length + diagnosis.Unexplained.Length} problems found",
            { Health: Health.Unknown } => Unknown(diagnosis),
            { Health: Health.Failing } => "requests end with gateway errors, and these files do not say why",
            { Health: Health.Degraded } => "requests ended with gateway errors, and nginx's error log does not say why",
            _ when diagnosis.Scene.Focus.Offline => "no trouble found in the files; with --offline no peer was asked",
            _ when targets.Length == 0 => "no trouble found; no upstream peer is known",
            _ => $"no trouble found; {targets.Count(t => t.IsWell)} of {targets.Length} upstream peers answered",
        };
    }

    /// <summary>Why there is no verdict: the first thing that should have been seen and was not.</summary>
    private static string Unknown(Diagnosis.Diagnosis diagnosis)
    {
        var instances = diagnosis.Scene.Instances;
        var blind = instances.SelectMany(i => i.Logs.Select(l => l.Summary.Blind).Prepend(i.Id == "logs" ? null : i.Configuration.Blind)).FirstOrDefault(b => b is not null);
        var focus = diagnosis.Scene.Focus;
        return !diagnosis.Scene.AllTargets().IsEmpty && diagnosis.Scene.Targets().IsEmpty
            ? SafeText.Clean(focus.Upstream is { } name ? $"no upstream or peer is called {name}" : $"{focus.Url} is not sent to any upstream")
            : instances.IsEmpty ? "no nginx runs or is installed here, and no file was named"
            : blind is null ? "no peer was asked, and no log tells anything"
            : SafeText.Clean($"{blind.What}: {blind.Why}");
    }

    private void Finding(Finding finding, bool several)
    {
        console.WriteLine();
        var head = new Paragraph().Append(finding.Cause, Bold);
        head.Append($"{(finding.Detail is null ? "" : " (" + finding.Detail + ")")}   {finding.Confidence * 100:0} % sure   {finding.Severity.ToString().ToLowerInvariant()}", Dim);
        console.Write(head);
        console.WriteLine();
        Instance(finding.Instance, several);
        Waiver(finding);
        Block(finding.Explanation);
        Routes(finding);
        Evidence(finding);
        Remedies(finding);
        Heading("Ruled out", finding.RuledOut.Length);
        var width = finding.RuledOut.Select(r => r.Cause.Length + 2).Append(LabelWidth).Max();
        foreach (var ruled in finding.RuledOut)
        {
            Row(("  " + ruled.Cause).PadRight(width), new Text(SafeText.Clean(ruled.Because)));
        }
    }

    /// <summary>Whoever silenced it said why and for how long.</summary>
    private void Waiver(Finding finding)
    {
        if ((finding.Waived ?? finding.WaiverExpired) is { } waiver)
        {
            var said = $"{(finding.Waived is null ? "no longer waived since" : "waived until")} {waiver.Until:yyyy-MM-dd}: {waiver.Reason}";
            Row("  ~", new Paragraph().Append(SafeText.Clean(said)).Append(Source(waiver.Source), Dim));
        }
    }

    private void Routes(Finding finding)
    {
        var passes = finding.Routes.ToList();
        Heading("Routes", passes.Count);
        foreach (var pass in passes.Take(MostRoutes))
        {
            Row("  ", new Paragraph().Append(SafeText.Clean(RouteText.Route(pass))).Append(Source(pass.Directive.Where), Dim));
        }

        More(passes.Count - MostRoutes, "routes");
    }

    private void Evidence(Finding finding)
    {
        Heading("Evidence", finding.Evidence.Length);
        foreach (var evidence in finding.Evidence.Take(MostEvidence))
        {
            var text = new Paragraph().Append(SafeText.Clean(evidence.Text)).Append(Source(evidence.Source), Dim);
            Row($"  {(evidence.For ? "+" : "-")} {evidence.Kind.ToString().ToLowerInvariant()}", text, evidence.For ? new Style(Color.Green) : new Style(Color.Yellow));
        }

        More(finding.Evidence.Length - MostEvidence, $"observations {InJson}");
    }

    private void Remedies(Finding finding)
    {
        Heading("Repair", finding.Remedies.Length);
        foreach (var remedy in finding.Remedies)
        {
            Row("  *", new Paragraph().Append(SafeText.Clean(remedy.Title)).Append(Source($"risk: {remedy.Risk.ToString().ToLowerInvariant()}"), Dim));
            foreach (var change in finding.Instance.Changes(remedy.Edits))
            {
                Diff(change.Diff.TrimEnd('\n').Split('\n'));
            }

            foreach (var command in remedy.Commands)
            {
                console.Write(new Verbatim("   $  " + SafeText.Clean(command), new Style(Color.Aqua)));
            }
        }
    }

    private void Diff(string[] lines)
    {
        foreach (var line in lines.Take(MostDiffLines))
        {
            var color = line[..Math.Min(1, line.Length)] switch { "+" => Color.Green, "-" => Color.Red, _ => Color.Grey };
            console.Write(new Verbatim("      " + SafeText.Clean(line.TrimEnd('\r')), new Style(color)));
        }

        More(lines.Length - MostDiffLines, $"lines {InJson}");
    }

    private void Unexplained(Target target, bool several)
    {
        console.WriteLine();
        console.Write(new Paragraph().Append($"{target.Protocol.Text()}://{SafeText.Clean(target.Address.ToString())}", Bold).Append("   cause not known", Dim));
        console.WriteLine();
        Instance(target.Instance, several);
        foreach (var probed in target.Probes.Where(p => !p.Result.Serves))
        {
            Row("  probe", new Text(SafeText.Clean($"{probed.Endpoint}: {probed.Result.Text}")));
        }

        foreach (var group in target.Current.Take(MostRoutes))
        {
            Row("  log", new Paragraph().Append(SafeText.Clean(group.Says(group.AsWritten()))).Append(Source(group.Samples[0].Source), Dim));
        }
    }

    private void Blind(Diagnosis.Diagnosis diagnosis)
    {
        console.WriteLine();
        Heading("Not seen", diagnosis.Blind.Length);
        foreach (var blind in diagnosis.Blind.Take(MostBlind))
        {
            var text = new Paragraph().Append(SafeText.Clean($"{blind.What}: {blind.Why}"));
            Row("  ?", blind.Remedy.Length > 0 ? text.Append(Source(blind.Remedy), Dim) : text);
        }

        More(diagnosis.Blind.Length - MostBlind, InJson);
    }

    /// <summary>What to type next; null where there is nothing to do.</summary>
    internal static string? Next(Diagnosis.Diagnosis diagnosis) => diagnosis switch
    {
        { Findings: [var first, ..] } when first.Remedies.Any(r => r.Automatic && r.IsExecutable) && first.Severity != Severity.Info && !diagnosis.Scene.Focus.Offline => "gatemedic fix",
        { Findings: [var first, ..] } => $"gatemedic explain {first.Cause}",
        { Unexplained.IsEmpty: false } => "gatemedic diagnose --since 2h",
        { Health: Health.Unknown } when diagnosis.Blind.Any(b => b.Remedy.StartsWith("run as root", StringComparison.Ordinal)) => "sudo gatemedic",
        { Health: Health.Unknown or Health.Failing } => "gatemedic diagnose --conf FILE --error-log FILE",
        _ => null,
    };

    /// <summary>Which nginx it is about, where there is more than one.</summary>
    private void Instance(NginxInstance instance, bool several)
    {
        if (several)
        {
            Row("  ", new Text(SafeText.Clean($"nginx of {instance.Id}{(instance.MasterPid is { } pid ? $" (pid {pid})" : "")}"), Dim));
        }
    }

    private void Heading(string title, int count)
    {
        if (count > 0)
        {
            console.Write(new Text(title, Bold));
            console.WriteLine();
        }
    }

    private void More(int count, string what)
    {
        if (count > 0)
        {
            Row("  ", new Text($"and {count} more {what}", Dim));
        }
    }

    private void Block(string text) => console.Write(new Padder(new Text(SafeText.Clean(text)), new Padding(2, 0, 0, 0)));

    /// <summary>A label column, and a text that wraps beside it.</summary>
    private void Row(string label, Spectre.Console.Rendering.IRenderable text, Style? style = null)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2).Width(label.Length > 4 ? Math.Max(label.Length, LabelWidth) : 4)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        console.Write(grid.AddRow(new Text(label, style ?? Style.Plain), text));
    }

    private static string Source(string text) => $" [{SafeText.Clean(text)}]";

    private static string Sign(Severity severity) => severity switch { Severity.Critical => "!!", Severity.Warning => "!", _ => "i" };
}
