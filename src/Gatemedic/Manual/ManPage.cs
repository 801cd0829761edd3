using System.CommandLine;
using System.Globalization;
using Gatemedic.Settings;

namespace Gatemedic.Manual;

/// <summary>The manual page of a command, made of what --help is made of.</summary>
internal static class ManPage
{
    /// <summary>Name of the page: "gatemedic", "gatemedic-lint".</summary>
    public static string Name(Command command, Command root) => command == root ? "gatemedic" : $"gatemedic-{command.Name}";

    /// <summary>The page as roff.</summary>
    /// <param name="command">The root or one of its commands.</param>
    /// <param name="root">The root.</param>
    /// <param name="date">Of the page, as 2026-11-27.</param>
    /// <param name="version">Of the program.</param>
    public static string Render(Command command, Command root, string date, string version)
    {
        var (page, isRoot) = (new Roff(), command == root);
        page.Title(Name(command, root), date, $"gatemedic {version}");
        page.Section("NAME");
        page.Text($"{Name(command, root)} - {Summary(command)}");
        page.Section("SYNOPSIS");
        page.Marked(Synopsis(command, isRoot));
        if (isRoot)
        {
            page.Paragraph();
            page.Marked($"{Roff.Bold("gatemedic")} {Roff.Italic("COMMAND")} ...");
        }

        page.Section("DESCRIPTION");
        page.Text(command.Description + ".");
        if (isRoot)
        {
            page.Text("Without a command it diagnoses: see gatemedic-diagnose(1). It changes nothing.");
            page.Section("COMMANDS");
            foreach (var sub in root.VisibleCommands())
            {
                page.Item(Roff.Bold(sub.Name), sub.Description + ".");
            }
        }

        Arguments(page, command);
        Options(page, command, root);
        Exits(page, command, root);
        if (isRoot || command.Name == "settings")
        {
            SettingsSources(page);
        }

        SeeAlso(page, command, root);
        return page.ToString();
    }

    private static string Summary(Command command)
    {
        var text = (command.Description ?? "").Split([": ", "; "], 2, StringSplitOptions.None)[0].TrimEnd('.');
        return char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static string Synopsis(Command command, bool isRoot)
    {
        var words = command.Arguments.Where(a => !a.Hidden).Select(a => a.Arity.MinimumNumberOfValues > 0 ? Roff.Italic(a.ValueName()) : $"[{Roff.Italic(a.ValueName())}]{(a.Arity.MaximumNumberOfValues > 1 ? "..." : "")}");
        return string.Join(' ', words.Prepend($"[{Roff.Italic("OPTION")}]...").Prepend(Roff.Bold(isRoot ? "gatemedic" : $"gatemedic {command.Name}")));
    }

    private static void Arguments(Roff page, Command command)
    {
        var arguments = command.Arguments.Where(a => !a.Hidden).ToList();
        if (arguments.Count > 0)
        {
            page.Section("ARGUMENTS");
            arguments.ForEach(a => page.Item(Roff.Italic(a.ValueName()), (a.Description ?? "") + "."));
        }
    }

    private static void Options(Roff page, Command command, Command root)
    {
        page.Section("OPTIONS");
        foreach (var option in command.VisibleOptions(root))
        {
            var names = string.Join(", ", option.Spellings().Select(Roff.Bold));
            page.Item(option.IsFlag() ? names : $"{names} {Roff.Italic(option.ValueName())}", option.Told() + ".");
        }
    }

    private static void Exits(Roff page, Command command, Command root)
    {
        page.Section("EXIT STATUS");
        foreach (var (code, meaning) in ExitStatus.Of(command, root))
        {
            page.Item(Roff.Bold(code.ToString(CultureInfo.InvariantCulture)), meaning);
        }

        if (ExitStatus.SpeaksNagios(command))
        {
            page.Paragraph();
            page.Text(ExitStatus.Nagios);
        }
    }

    private static void SettingsSources(Roff page)
    {
        page.Section("ENVIRONMENT");
        foreach (var setting in Setting.All)
        {
            page.Item(Roff.Bold(setting.Variable), $"Sets {setting.Option} for every command that has it.");
        }

        page.Section("FILES");
        page.Item(Roff.Italic(UserSettings.SystemFile), "Settings and waivers of this host.");
        page.Item(Roff.Italic("~/.config/gatemedic/gatemedic.yaml"), "The same for a user, below $XDG_CONFIG_HOME where that is set; goes before those of the host.");
    }

    private static void SeeAlso(Roff page, Command command, Command root)
    {
        page.Section("SEE ALSO");
        var pages = root.VisibleCommands().Prepend(root).Where(c => c != command).Select(c => Name(c, root)).Order(StringComparer.Ordinal);
        page.Marked(string.Join(",\n", pages.Select(n => $"{Roff.Bold(n)}(1)").Append($"{Roff.Bold("nginx")}(8)")));
    }
}
