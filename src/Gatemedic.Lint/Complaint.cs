using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>What a check says of one place.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Message">What is wrong here, with the values that are: one or two sentences.</param>
/// <param name="Remedy">What to write instead: one sentence.</param>
public sealed record Complaint(string File, int Line, string Message, string Remedy)
{
    /// <summary>Byte range of the directive in its file; null when only the line is known.</summary>
    public (int Start, int End)? Span { get; init; }

    /// <summary>Other places that make it wrong, with what they say.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>The remedy as edits, where it is certain; empty otherwise.</summary>
    public ImmutableArray<Edit> Edits { get; init; } = [];

    /// <summary>A complaint about a directive.</summary>
    public static Complaint At(Directive directive, string message, string remedy) =>
        new(directive.File, directive.Line, message, remedy) { Span = directive.Span };
}

/// <summary>Another place that belongs to a complaint.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Text">What stands there and why it matters.</param>
public sealed record RelatedPlace(string File, int Line, string Text)
{
    /// <summary>A directive as a related place.</summary>
    public static RelatedPlace Of(Directive directive, string text) => new(directive.File, directive.Line, text);
}

/// <summary>A complaint and the check that made it.</summary>
/// <param name="Check">Whose.</param>
/// <param name="Complaint">What it says.</param>
/// <param name="Ignored">The reason that a comment gives for ignoring it; null when it counts.</param>
public sealed record LintFinding(CheckProfile Check, Complaint Complaint, string? Ignored = null);
