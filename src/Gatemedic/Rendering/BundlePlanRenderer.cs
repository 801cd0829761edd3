using Gatemedic.Bundling;
using Gatemedic.Diagnosis;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Tells a person what a bundle will hold and what it will not, before it is written.</summary>
internal sealed class BundlePlanRenderer(IAnsiConsole console)
{
    /// <summary>What is said of a bundle that is not redacted.</summary>
    public const string AsItIs = "Configuration, logs and command lines are in it as they are, with the keys, passwords, cookies, tokens, names and addresses that stand in them. Give it only to whom you would give those.";

    /// <summary>What no redaction takes out.</summary>
    public const string NotRedacted = "Not redacted: paths and names of programs, units, containers and users, unless a host is called so; ports; loopback and unspecified addresses; times.";

    /// <summary>What is said of a bundle that does not tell what this host told.</summary>
    public const string OtherFindings = "the bundle leads to other findings than this host did, for something that they rest on was redacted";

    private const int MostFiles = 12;

    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Prints it.</summary>
    public void Render(BundlePlan plan, string path)
    {
        Heading($"What goes into {SafeText.Clean(path)}");
        foreach (var entry in plan.Content.Manifest.Entries)
        {
            Line($"{entry.Name}  {Figures.Bytes(entry.Size)}, {entry.What}");
        }

        Line($"{BundleManifest.Name}  versions, the host's clock, SHA-256 of each");
        Heading($"What {BundleContent.Scene} holds");
        foreach (var line in Contents(plan.Scene))
        {
            Line(line);
        }

        if (plan.Content.Manifest.Redacted)
        {
            Redaction(plan, path);
        }
        else
        {
            Heading("Nothing is redacted");
            Line(AsItIs);
        }

        if (!plan.ConcludesTheSame)
        {
            console.Write(new Paragraph().Append("Note: ", Bold).Append(OtherFindings));
            console.WriteLine();
        }
    }

    private void Redaction(BundlePlan plan, string path)
    {
        Heading("What was taken out");
        foreach (var removed in plan.Removed)
        {
            Line($"{removed.Count} {removed.What}");
        }

        if (plan.Removed.IsEmpty)
        {
            Line("no secret was found");
        }

        Line(Pseudonyms(plan) + (plan.Pseudonyms.IsEmpty ? "" : $"; who is who stays here, in {SafeText.Clean(BundleFile.MapOf(path))}"));
        Line(NotRedacted);
    }

    /// <summary>How many have one.</summary>
    public static string Pseudonyms(BundlePlan plan) =>
        $"{Figures.Count(plan.CountOf("host"), "host name", "host names")} and {Figures.Count(plan.CountOf("address"), "address", "addresses")} have pseudonyms, the same everywhere";

    /// <summary>The parts of a Scene with what is in them; those that were not seen are told by the report.</summary>
    public static IEnumerable<string> Contents(Scene scene)
    {
        foreach (var instance in scene.Instances)
        {
            var files = instance.Configuration.Seen?.Files.Where(f => f.IsRead).Select(f => f.Path).ToList() ?? [];
            yield return $"nginx of {SafeText.Clean(instance.Id)}: {Figures.Count(files.Count, "configuration file", "configuration files")}";
            foreach (var file in files.Take(MostFiles))
            {
                yield return "  " + SafeText.Clean(file);
            }

            if (files.Count > MostFiles)
            {
                yield return $"  and {files.Count - MostFiles} more";
            }

            foreach (var log in instance.Logs.Where(l => l.Summary.IsSeen))
            {
                var lines = log.Summary.Seen!.Errors.OrEmpty().Sum(e => e.Samples.OrEmpty().Length) + log.Summary.Seen.Accesses.OrEmpty().Sum(a => a.Samples.OrEmpty().Length);
                yield return $"  {SafeText.Clean(log.Path)}: counts, and {Figures.Count(lines, "line", "lines")}";
            }
        }

        foreach (var (count, one, many) in ((int, string, string)[])
            [
                (scene.Listeners.Seen.OrEmpty().Length, "listening socket", "listening sockets"),
                (scene.Processes.Seen.OrEmpty().Length, "process with its command line", "processes with their command lines"),
                (scene.Units.Seen.OrEmpty().Length, "systemd service", "systemd services"),
                ((scene.Containers?.Seen ?? default).OrEmpty().Length, "container", "containers"),
                ((scene.Witnesses?.Seen ?? default).OrEmpty().Length, "log of another program, counted, with a few lines", "logs of other programs, counted, with a few lines of each"),
                (scene.Answers.OrEmpty().Length, "answer to a question (probes, names, paths)", "answers to questions (probes, names, paths)"),
            ])
        {
            if (count > 0)
            {
                yield return Figures.Count(count, one, many);
            }
        }
    }

    private void Heading(string text)
    {
        console.Write(new Text(text, Bold));
        console.WriteLine();
    }

    private void Line(string text) => console.Write(new Padder(new Text(text), new Padding(2, 0, 0, 0)));
}
