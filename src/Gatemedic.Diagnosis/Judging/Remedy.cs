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
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OfStart = TimeSpan.FromSeconds(60);

    /// <summary>Stable id: "point-nginx-at-listener".</summary>
    public required string Id { get; init; }

    /// <summary>One line, imperative.</summary>
    public required string Title { get; init; }

    /// <summary>Commands to paste, in order; those of the <see cref="Steps"/> where no others are given.</summary>
    public ImmutableArray<string> Commands
    {
        get => field.IsDefault ? [.. Steps.Select(s => s.Run.ToString())] : field;
        init;
    }

    /// <summary>Edits of configuration files, all in terms of the files that the Scene holds. nginx has to load them afterwards.</summary>
    public ImmutableArray<Edit> Edits { get; init; } = [];

    /// <summary>Changes of other files, made before the steps.</summary>
    public ImmutableArray<HostFileEdit> HostFiles { get; init; } = [];

    /// <summary>What is done to the host, in order.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>nginx has to load its configuration, although none of it is edited here.</summary>
    public bool Loads { get; init; }

    /// <summary>How long it may take until its effect is seen; longer where something has to start first.</summary>
    public TimeSpan Patience { get => field > TimeSpan.Zero ? field : Steps.Any(s => s.Kind is StepKind.Start or StepKind.Restart) ? OfStart : Usual; init; }

    /// <summary>It holds something that can be carried out.</summary>
    public bool IsExecutable => Loads || !(Edits.IsEmpty && HostFiles.IsEmpty && Steps.IsEmpty);

    /// <summary>How much it can harm.</summary>
    public required Risk Risk { get; init; }

    /// <summary>It can be done without a person's judgement; never where there is nothing that a program can carry out.</summary>
    public bool Automatic { get => field && IsExecutable; init; }

    /// <summary>How to see that it helped.</summary>
    public required string Verify { get; init; }

    /// <summary>How to take it back.</summary>
    public required string Undo { get; init; }
}
