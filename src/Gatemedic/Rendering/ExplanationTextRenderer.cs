using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Causes;
using Gatemedic.Explaining;
using Gatemedic.Logs;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Tells a person what pasted log lines point to: the causes with their reasons and lines, then what else was read.</summary>
internal sealed class ExplanationTextRenderer(IAnsiConsole console)
{
    private const double WorthTelling = 0.1;
    private const int MostCauses = 5;
    private const int MostQuotes = 3;
    private const int LeastPlace = 5;
    private const int LongestQuote = 220;

    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    private readonly HashSet<string> _quoted = [];

    /// <summary>Prints everything.</summary>
    public void Render(Explanation explanation)
    {
        ImmutableArray<PointedCause> told = [.. explanation.Causes.Take(MostCauses).Where((c, i) => i == 0 || c.Confidence >= WorthTelling)];
        if (told.IsEmpty)
        {
            Line(new Text(Nothing(explanation)));
        }

        for (var i = 0; i < told.Length; i++)
        {
            Cause(i + 1, told[i]);
        }

        Rest(explanation.Causes[told.Length..]);
        Passes(explanation.Passes);
        Count(explanation);
        Next(told);
    }

    private void Cause(int rank, PointedCause cause)
    {
        var color = cause.Confidence >= 0.6 ? Color.Red : cause.Confidence >= 0.3 ? Color.Yellow : Color.Grey;
        Line(new Paragraph().Append($"{rank}  ", Dim).Append(cause.Cause, Bold).Append($"  {Percent(cause.Confidence)}", new Style(color)));
        console.Write(new Padder(new Text(SafeText.Clean(cause.Because)), new Padding(3, 0, 0, 0)));
        var quotes = cause.Quotes.Where(q => _quoted.Add(q.Source)).Take(MostQuotes).ToList();
        var width = quotes.Select(q => Place(q).Length).Append(LeastPlace).Max();
        foreach (var quote in quotes)
        {
            console.Write(new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(3).PadRight(2).Width(width)).AddColumn(new GridColumn().PadLeft(0).PadRight(0))
                .AddRow(new Text(Place(quote).PadLeft(width), Dim), new Text(Short(quote.Line), Dim).Overflow(Overflow.Fold)));
        }

        console.WriteLine();
    }

    private void Rest(ImmutableArray<PointedCause> causes)
    {
        if (!causes.IsEmpty)
        {
            Line(new Paragraph().Append("Less likely: ", Dim).Append(string.Join(", ", causes.Select(c => $"{c.Cause} {Percent(c.Confidence)}")) + ".", Dim));
            console.WriteLine();
        }
    }

    private void Passes(ImmutableArray<FailingPass> passes)
    {
        foreach (var pass in passes)
        {
            Line(new Paragraph().Append(SafeText.Clean(pass.Peer), Bold).Append(SafeText.Clean(
                $" is reached by {pass.Protocol}{(pass.Upstream is { } name ? $" through upstream {name}" : "")} from location {pass.Location ?? "(none)"} of {pass.Server ?? "a server without a name"}"))
                .Append(SafeText.Clean($" [{pass.File}:{pass.Line}]"), Dim));
            console.Write(new Padder(new Text(SafeText.Clean(string.Join("; ", pass.Values.Select(v => $"{v.Directive} {v.Text}")))), new Padding(3, 0, 0, 0)));
        }

        if (!passes.IsEmpty)
        {
            console.WriteLine();
        }
    }

    private void Count(Explanation explanation)
    {
        var programs = explanation.Lines.Select(l => l.Program).Distinct().ToList();
        var understood = explanation.LinesRead - explanation.Unrecognised;
        var text = $"{Lines(explanation.LinesRead)} read"
            + (programs.Count > 0 ? $", of {string.Join(", ", programs)}" : "")
            + (explanation.Unrecognised > 0 && understood > 0 ? $"; {Number(explanation.Unrecognised)} not understood" : "")
            + ".";
        Line(new Text(SafeText.Clean(text), Dim));
        if (explanation.Cut is { } cut)
        {
            Line(new Text(SafeText.Clean($"Not all was read: {cut}."), Dim));
        }
    }

    private void Next(ImmutableArray<PointedCause> told)
    {
        if (told.IsEmpty)
        {
            return;
        }

        Line(new Text("Lines alone prove nothing: gatemedic diagnose, on the host itself, does.", Dim));
        if (told.FirstOrDefault(c => c.Confidence >= told[0].Confidence / 2 && CausePages.Read(c.Cause) is not null) is { } known)
        {
            console.WriteLine();
            Line(new Paragraph().Append("Next: ", Bold).Append($"gatemedic explain {known.Cause}", new Style(Color.Aqua)));
        }
    }

    private static string Nothing(Explanation explanation)
    {
        if (explanation.Unrecognised >= explanation.LinesRead)
        {
            return $"None of the {Lines(explanation.LinesRead)} is of a kind that gatemedic knows, so it does not guess. It knows nginx's error and access logs, php-fpm,"
                + " gunicorn, uvicorn, uWSGI, Node.js, Apache, Docker, journald, syslog, kernel, supervisor and PM2 lines.";
        }

        var failed = explanation.Statuses.Where(s => s.Status is 499 or 502 or 503 or 504).Sum(s => s.Count);
        return failed > 0
            ? $"{Number(failed)} requests failed, but no line says why: the error log of that time would."
            : "These lines point to no cause of gateway errors.";
    }

    private void Line(Spectre.Console.Rendering.IRenderable line)
    {
        console.Write(line);
        console.WriteLine();
    }

    private static string Short(string line)
    {
        var first = line.Split('\n') is { Length: > 1 } lines ? lines[0] + " [+" + Number(lines.Length - 1) + " lines]" : line;
        return SafeText.Clean(first.Length > LongestQuote ? first[..LongestQuote] + "..." : first);
    }

    // "standard input:12", or "standard input@3456" where lines are not counted.
    private static string Place(LogQuote quote) => quote.Source[(quote.Source.LastIndexOfAny([':', '@']) + 1)..];

    private static string Percent(double confidence) => Math.Round(confidence * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Lines(long count) => count == 1 ? "1 line" : $"{Number(count)} lines";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
