using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gatemedic;

/// <summary>What trials.yaml says: how the documents' commands are run, and what they claim.</summary>
internal sealed record DocumentTrials
{
    /// <summary>What stands for something in a document, and the real thing; first to last.</summary>
    public List<Placeholder> Placeholders { get; init; } = [];

    /// <summary>Commands that are not run here, by their beginnings, and why.</summary>
    public Dictionary<string, string> Excused { get; init; } = [];

    /// <summary>Pages that need more than the usual stage, or claim something of their commands.</summary>
    public Dictionary<string, PageTrial> Pages { get; init; } = [];

    /// <summary>Those of this repository.</summary>
    public static DocumentTrials Read() => new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
        .Deserialize<DocumentTrials>(File.ReadAllText(Repository.Path("tests", "Gatemedic.Tests", "Documents", "trials.yaml")));

    /// <summary>The trial of a page; the usual one where the file says nothing.</summary>
    public PageTrial For(string page) => Pages.GetValueOrDefault(page) ?? new PageTrial();

    /// <summary>Why this command is not run; null where it is.</summary>
    public string? Excuse(string command) => Excused.FirstOrDefault(e => command == e.Key || command.StartsWith(e.Key + " ", StringComparison.Ordinal)).Value;

    /// <summary>The command with real things in place of what stands for them.</summary>
    public string Runnable(string command) => Placeholders.Aggregate(command, (c, p) => c.Replace(p.Typed, p.Run, StringComparison.Ordinal));
}

/// <summary>Words of a document, and what is run in their place.</summary>
internal sealed record Placeholder
{
    public string Typed { get; init; } = "";

    public string Run { get; init; } = "";
}

/// <summary>How a page is run.</summary>
internal sealed record PageTrial
{
    /// <summary>Function of stage.sh that furnishes the host.</summary>
    public string Stage { get; init; } = "shop";

    /// <summary>The user who types.</summary>
    public string As { get; init; } = "root";

    /// <summary>What the page says of single commands.</summary>
    public List<Claim> Claims { get; init; } = [];
}

/// <summary>What a page says of one of its commands.</summary>
internal sealed record Claim
{
    /// <summary>The command, as it stands there; the first of that text which no claim before it is about.</summary>
    public string Command { get; init; } = "";

    /// <summary>The page's own words, which a claim may not outlive; not needed where nothing but <see cref="Before"/> is given.</summary>
    public string Says { get; init; } = "";

    /// <summary>Shell text that root runs before it, for what has happened meanwhile on a reader's host.</summary>
    public string Before { get; init; } = "";

    /// <summary>What is typed at the terminal when it asks; empty: it has no terminal.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Exit code; null: the one that its verb has on this stage.</summary>
    public int? Exit { get; init; }

    /// <summary>Shell text that must succeed afterwards; $code is the exit code, $out and $err are files.</summary>
    public string Check { get; init; } = "";
}
