using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What one kind of line points to. Of the rows that fit a sign the one with most conditions counts.</summary>
/// <param name="Signature">Of the message, or the id of a reason.</param>
/// <param name="Says">What it tells, as a clause: <c>{peer} refused the connection {times}</c>; in braces peer, unit, times or a field.</param>
/// <param name="Guesses">The causes, with weights.</param>
internal sealed record PointingRow(string Signature, string Says, params ImmutableArray<Guess> Guesses)
{
    public int? Errno { get; init; }

    /// <summary>The action, from its start on.</summary>
    public string? Action { get; init; }

    public string? Scheme { get; init; }

    /// <summary>The peer starts so.</summary>
    public string? Peer { get; init; }

    /// <summary>The unit starts so.</summary>
    public string? Unit { get; init; }

    /// <summary>A field has one of these values.</summary>
    public (string Name, ImmutableArray<string> Values)? Field { get; init; }

    /// <summary>Another sign that explains this one, so that it points to nothing of its own.</summary>
    public ImmutableArray<string> Unless { get; init; } = [];

    /// <summary>Only the echo of failures that other lines tell better.</summary>
    public bool IsEcho { get; init; }

    internal int Conditions =>
        (Errno is null ? 0 : 1) + (Action is null ? 0 : 1) + (Scheme is null ? 0 : 1) + (Peer is null ? 0 : 1) + (Unit is null ? 0 : 1) + (Field is null ? 0 : 1);

    internal bool Fits(Sign sign) =>
        (Errno is null || Errno == sign.Errno)
        && Starts(sign.Action, Action) && (Scheme is null || Scheme == sign.Scheme) && Starts(sign.Peer, Peer) && Starts(sign.Unit, Unit)
        && (Field is not { } field || (sign.Fields.TryGetValue(field.Name, out string? value) && field.Values.Contains(value)));

    private static bool Starts(string? text, string? start) => start is null || text?.StartsWith(start, StringComparison.Ordinal) == true;
}

/// <summary>A cause that a line points to.</summary>
/// <param name="Cause">Its code.</param>
/// <param name="Weight">Log-odds against "something else".</param>
/// <param name="Why">What it would mean, as a clause.</param>
internal sealed record Guess(string Cause, double Weight, string Why);
