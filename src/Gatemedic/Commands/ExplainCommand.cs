using System.CommandLine;
using Gatemedic.Causes;
using Gatemedic.Lint;
using Gatemedic.Rendering;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic explain CODE</c>: the runbook page of a cause; <c>explain -</c>: what pasted log lines point to.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "a cause code or a check of lint; - explains log lines on standard input; without one, all cause codes are listed", HelpName = "CODE", Arity = ArgumentArity.ZeroOrOne };
        code.CompletionSources.Add(_ => Codes.Select(c => new System.CommandLine.Completions.CompletionItem(c)));
        var conf = new Option<string?>("--conf") { Description = "with -: the configuration, or a fragment of one, that the lines belong to", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "with -: text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var noColor = new Option<bool>("--no-color") { Description = "plain text (as NO_COLOR=1)" };
        var command = new Command("explain", "Print the runbook page of a cause: what it is, how to be sure, how to repair it; or rank the causes that pasted log lines point to") { code, conf, format, noColor };
        command.SetAction((parsed, cancellation) => Task.FromResult(parsed.GetValue(code) == "-"
            ? ExplainLines.Run(new ExplainRequest(parsed.GetValue(conf), parsed.GetValue(format) == "json", parsed.GetValue(noColor)), cancellation)
            : Run(parsed.GetValue(code), parsed.GetValue(noColor))));
        return command;
    }

    private static IEnumerable<string> Codes => CauseCatalog.All.Select(c => c.Profile.Code).Concat(CheckCatalog.All.Select(c => c.Profile.Code));

    private static int Run(string? code, bool noColor)
    {
        if (code is null)
        {
            foreach (var cause in CauseCatalog.All)
            {
                Console.WriteLine(cause.Profile.Code);
            }

            return ExitCode.Done;
        }

        if ((CausePages.Read(code) ?? CheckPages.Read(code)) is { } page)
        {
            Terminal.Print(noColor, console => new PageRenderer(console).Render(page));
            return ExitCode.Done;
        }

        var nearest = Codes.MinBy(c => Distance(c, code))!;
        var meant = Distance(nearest, code) <= nearest.Length / 3 ? $"; did you mean {nearest}?" : ";";
        Console.Error.WriteLine($"gatemedic: there is no cause or check \"{SafeText.Clean(code)}\"{meant} \"gatemedic explain\" lists all codes");
        return ExitCode.Usage;
    }

    /// <summary>Edit distance (Levenshtein), for two short words.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
