using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>How much a repair can harm.</summary>
public enum Risk
{
    /// <summary>Changes nothing that serves.</summary>
    None,

    /// <summary>Undone in a moment, touches only what fails.</summary>
    Low,

    /// <summary>Restarts or reconfigures something that serves.</summary>
    Medium,

    /// <summary>Can take down what works.</summary>
    High,
}

/// <summary>A repair as data: nothing here does anything.</summary>
public sealed record Remedy
{
    /// <summary>Stable id: "point-nginx-at-listener".</summary>
    public required string Id { get; init; }

    /// <summary>One line, imperative.</summary>
    public required string Title { get; init; }

    /// <summary>Commands to paste, in order.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>Edits of configuration files, all in terms of the files that the Scene holds.</summary>
    public ImmutableArray<Edit> Edits { get; init; } = [];

    /// <summary>How much it can harm.</summary>
    public required Risk Risk { get; init; }

    /// <summary>It can be done without a person's judgement.</summary>
    public bool Automatic { get; init; }

    /// <summary>How to see that it helped.</summary>
    public required string Verify { get; init; }

    /// <summary>How to take it back.</summary>
    public required string Undo { get; init; }
}
