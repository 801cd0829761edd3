using System.Collections.Immutable;

namespace Gatemedic.Reporting;

/// <summary>What a command has to tell, free of any format: in one word, in one line, and in sections.</summary>
internal sealed record ReportPage
{
    /// <summary>The command that tells it: "gatemedic report".</summary>
    public required string MadeBy { get; init; }

    /// <summary>What kind of page it is, for the window: "incident report".</summary>
    public required string Title { get; init; }

    /// <summary>The one-word answer: "FAILING".</summary>
    public required string State { get; init; }

    /// <summary>How that is to be taken.</summary>
    public required ReportTone Tone { get; init; }

    /// <summary>The answer in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>When, where and by what it was made.</summary>
    public ImmutableArray<(string Name, string Text)> Facts { get; init; } = [];

    /// <summary>The sections, in the order in which one reads them.</summary>
    public required ImmutableArray<ReportSection> Sections { get; init; }
}

/// <summary>How an answer is to be taken.</summary>
internal enum ReportTone
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>All is well.</summary>
    Well,

    /// <summary>Something wants a look.</summary>
    Trouble,

    /// <summary>Something fails.</summary>
    Failing,
}
