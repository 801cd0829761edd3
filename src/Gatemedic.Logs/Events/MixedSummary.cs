using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>What the last part of a log of any mixture says.</summary>
public sealed record MixedSummary
{
    /// <summary>Records of nginx's error log; null where none stands in it.</summary>
    public LogSummary? Errors { get; init; }

    /// <summary>Lines of nginx's access log; null where none stands in it.</summary>
    public LogSummary? Accesses { get; init; }

    /// <summary>Records of other programs, by what they say.</summary>
    public ImmutableArray<WitnessGroup> Witnesses { get; init; } = [];

    /// <summary>Lines read.</summary>
    public required long Lines { get; init; }

    /// <summary>Some line was understood, whether it is of the window or not.</summary>
    public bool Tells { get; init; }

    /// <summary>Set when not all of it was read, with the reason.</summary>
    public string? Cut { get; init; }
}
