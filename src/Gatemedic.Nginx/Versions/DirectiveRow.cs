using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>What nginx says of a directive in some blocks and some releases: one command of its command tables.</summary>
public sealed record DirectiveRow
{
    /// <summary>The directive.</summary>
    public required string Name { get; init; }

    /// <summary>Where it may stand.</summary>
    public required DirectiveContexts Contexts { get; init; }

    /// <summary>How many arguments it takes.</summary>
    public required ArgumentCount Arguments { get; init; }

    /// <summary>It opens a block.</summary>
    public required bool IsBlock { get; init; }

    /// <summary>What its arguments may be.</summary>
    public required ValueForm Value { get; init; }

    /// <summary>The words that hold where it is not set (4k memory pages); several lists for a list directive, empty when there is no default.</summary>
    public required ImmutableArray<ImmutableArray<string>> Defaults { get; init; }

    /// <summary>The modules that must be built in, as configure names them: <c>http_proxy</c>; with a plus those that are built only when asked for.</summary>
    public required ImmutableArray<string> Modules { get; init; }

    /// <summary>The releases that have it so; fixes of older branches make more than one range.</summary>
    public required ImmutableArray<VersionRange> Versions { get; init; }

    /// <summary>This release has it so. Releases newer than the table count as its newest.</summary>
    /// <param name="version">Null: any release.</param>
    public bool IsIn(NginxVersion? version)
    {
        if (version is not { } asked)
        {
            return true;
        }

        var known = asked > DirectiveTable.Newest ? DirectiveTable.Newest : asked;
        return Versions.Any(range => range.Contains(known));
    }

    /// <summary>Reads a line of the table.</summary>
    internal static DirectiveRow Parse(string line)
    {
        var cells = line.Split(" | ");
        var contexts = DirectiveContexts.None;
        foreach (var word in cells[1].Split(' '))
        {
            contexts |= DirectiveContextsExtensions.Parse(word);
        }

        var isBlock = cells[2].EndsWith("{}", StringComparison.Ordinal);
        return new DirectiveRow
        {
            Name = cells[0],
            Contexts = contexts,
            Arguments = ArgumentCount.Parse(isBlock ? cells[2].AsSpan(0, cells[2].Length - 3) : cells[2]),
            IsBlock = isBlock,
            Value = ValueForm.Parse(cells[3]),
            Defaults = cells[4].Length == 0 ? [] : [.. cells[4].Split(" / ").Select(words => words.Split(' ').ToImmutableArray())],
            Modules = [.. cells[5].Split('&')],
            Versions = [.. cells[6].Split(',').Select(range => VersionRange.Parse(range))],
        };
    }
}
