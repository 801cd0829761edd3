using System.Text;
using Gatemedic.Lab.Host;

namespace Gatemedic;

/// <summary>What came of a command.</summary>
/// <param name="Command">The command.</param>
/// <param name="Claim">What the page says of it.</param>
/// <param name="Fails">The stage's site answered 502 when it was typed.</param>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Unheld">What was printed by the claim's check when it failed; null where it held.</param>
internal sealed record DocumentOutcome(TypedCommand Command, Claim Claim, bool Fails, int Code, string Output, string Errors, string? Unheld);

/// <summary>Runs a page from top to bottom in a tiny host of its own.</summary>
internal static class DocumentRun
{
    private static readonly string Folder = Repository.Path("tests", "Gatemedic.Tests", "Documents");

    /// <summary>The outcomes of all commands that are not excused.</summary>
    /// <exception cref="InvalidDataException">The page and trials.yaml do not fit, or the shell ended before the page did.</exception>
    public static async Task<List<DocumentOutcome>> Run(DocumentPage page, DocumentTrials trials, string program)
    {
        var trial = trials.For(page.Path);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var host = await TinyHost.Boot(Repository.Path("lab"), program, withSystemd: false, limit.Token);
        var commands = await Furnish(host, page, trials, trial, limit.Token);
        var user = trial.As == "root" ? "" : $"setpriv --reuid {trial.As} --regid {trial.As} --init-groups env HOME=/home/{trial.As} USER={trial.As} ";
        var told = await host.Run(["bash", "-uc", $$"""
            set -e
            . /mnt/page/stage.sh
            programs
            home
            install -d -m 700 -o {{trial.As}} /home/{{trial.As}}
            ln -s /mnt/bin/gatemedic /etc/nginx/gatemedic
            {{trial.Stage}} >&2
            chmod 1777 /mnt/page
            printf 'site=%q paste=%q\n' "${site:-}" "$paste" >>/mnt/page/stage.sh
            {{user}}bash /mnt/page/page.sh
            """], 200, limit.Token);
        var outcomes = told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Outcome(l, commands)).ToList();
        return outcomes.Count == commands.Count ? outcomes : throw new InvalidDataException($"it ended after command {outcomes.Count} of {commands.Count}: {told.Errors}");
    }

    /// <summary>Writes the commands into the host; files to save become commands that nobody sees.</summary>
    private static async Task<List<(TypedCommand Command, Claim Claim)>> Furnish(TinyHost host, DocumentPage page, DocumentTrials trials, PageTrial trial, CancellationToken cancel)
    {
        await host.Write("/mnt/page/stage.sh", await File.ReadAllTextAsync(Path.Combine(Folder, "stage.sh"), cancel), cancel);
        await host.Write("/mnt/page/page.sh", await File.ReadAllTextAsync(Path.Combine(Folder, "page.sh"), cancel), cancel);
        var claims = trial.Claims.ToList();
        var commands = new List<(TypedCommand, Claim)>();
        foreach (var step in page.Steps)
        {
            var command = step as TypedCommand ?? new TypedCommand(0, Save((SavedFile)step));
            if (trials.Excuse(command.Text) is not null)
            {
                continue;
            }

            var claim = claims.Find(c => c.Command == command.Text) ?? new Claim();
            claims.Remove(claim);
            commands.Add((command, claim));
            var file = $"/mnt/page/{commands.Count}.";
            await host.Write(file + "sh", trials.Runnable(command.Text) + "\n", cancel);
            foreach (var (name, text) in new[] { ("before", claim.Before), ("answer", claim.Answer), ("check", claim.Check) }.Where(f => f.Item2.Length > 0))
            {
                await host.Write(file + name, text + "\n", cancel);
            }
        }

        return claims.Count == 0 ? commands : throw new InvalidDataException($"trials.yaml claims something of what the page does not tell to type: {string.Join("; ", claims.Select(c => c.Command))}");
    }

    private static string Save(SavedFile file) => $"mkdir -p {Path.GetDirectoryName(file.Path)} && cat >{file.Path} <<'END-OF-FILE'\n{file.Text}END-OF-FILE";

    private static DocumentOutcome Outcome(string line, List<(TypedCommand Command, Claim Claim)> commands)
    {
        var parts = line.Split('|');
        var words = parts[0].Split(' ');
        var texts = parts[1..].Select(p => Encoding.UTF8.GetString(Convert.FromBase64String(p))).ToArray();
        var (command, claim) = commands[int.Parse(words[0], null) - 1];
        return new DocumentOutcome(command, claim, words[1] == "failing", int.Parse(words[2], null), texts[0], texts[1], words[3] == "0" ? null : $"{words[3]}: {texts[2]}");
    }
}
