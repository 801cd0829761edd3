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
        var format = new Option<string>("--format") { Description = "text or json; of a page also markdown, its source", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "markdown");
        var noColor = new Option<bool>("--no-color") { Description = "plain text (as NO_COLOR=1)" };
        var command = new Command("explain", "Print the runbook page of a cause: what it is, how to be sure, how to repair it; or rank the causes that pasted log lines point to") { code, conf, format, noColor };
        command.SetAction((parsed, cancellation) => Task.FromResult(parsed.GetValue(code) == "-"
            ? ExplainLines.Run(new ExplainRequest(parsed.GetValue(conf), parsed.GetValue(format) == "json", parsed.GetValue(noColor)), cancellation)
            : Run(parsed.GetValue(code), parsed.GetValue(format)!, parsed.GetValue(noColor))));
        return command;
    }

    private const int ShortestWord = 3;

    private static IEnumerable<string> Codes => CauseCatalog.All.Select(c => c.Profile.Code).Concat(CheckCatalog.All.Select(c => c.Profile.Code));

    private static int Run(string? code, string format, bool noColor)
    {
        if (code is null)
        {
            Terminal.Print(noColor, console => new PageRenderer(console).RenderList(CauseCatalog.All.Select(c => (c.Profile.Code, CausePages.Summary(c.Profile.Code) ?? ""))));
            return ExitCode.Done;
        }

        if ((CausePages.Read(code) ?? CheckPages.Read(code)) is not { } page)
        {
            var meant = Nearest(code) is { } nearest ? $"; did you mean {nearest}?" : ";";
            Console.Error.WriteLine($"gatemedic: there is no cause or check \"{SafeText.Clean(code)}\"{meant} \"gatemedic explain\" lists all codes");
            return ExitCode.Usage;
        }

        switch (format)
        {
            case "markdown":
                Console.Out.Write(page);
                break;
            case "json":
                PageJsonRenderer.Render(code, page, Console.Out);
                break;
            default:
                Terminal.Print(noColor, console => new PageRenderer(console).Render(page));
                break;
        }

        return ExitCode.Done;
    }

    /// <summary>The code that was meant: one that a few letters make of it, else one that holds the word, or a word of it.</summary>
    private static string? Nearest(string code)
    {
        var typed = code.ToLowerInvariant();
        return NearestWord.Of(typed, Codes)
            ?? Codes.FirstOrDefault(c => typed.Length >= ShortestWord && c.Contains(typed, StringComparison.Ordinal))
            ?? Codes.FirstOrDefault(c => typed.Split('-', '_', ' ').Any(word => word.Length > ShortestWord && c.Split('-').Contains(word)));
    }
}
