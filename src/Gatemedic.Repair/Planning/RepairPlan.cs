using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>What would be done about one finding; nothing is done by it.</summary>
public sealed record RepairPlan
{
    /// <summary>The finding.</summary>
    public required Finding Finding { get; init; }

    /// <summary>The remedy that is carried out; null where none can be.</summary>
    public Remedy? Remedy { get; init; }

    /// <summary>The files that change, as they are and as they would be.</summary>
    public ImmutableArray<PlannedFile> Files { get; init; } = [];

    /// <summary>What nginx is told at the end; null where it has nothing to load.</summary>
    public LoadOperation? Load { get; init; }

    /// <summary>Requests that fail now and must be answered afterwards.</summary>
    public ImmutableArray<Replay> Failing { get; init; } = [];

    /// <summary>Requests to other routes: what is answered now must be answered afterwards.</summary>
    public ImmutableArray<Replay> Control { get; init; } = [];

    /// <summary>What a private nginx showed of the edit; null where nothing of nginx's is edited, or where it was not asked.</summary>
    public PriorProof? Prior { get; init; }

    /// <summary>Why it is not carried out, each with what to do instead; empty where it can be.</summary>
    public ImmutableArray<string> Obstacles { get; init; } = [];

    /// <summary>What the user should know before it is.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>It can be carried out.</summary>
    public bool CanApply => Remedy is not null && Obstacles.IsEmpty;

    /// <summary>The programs that are run for it, in order.</summary>
    public IEnumerable<HostCommand> Commands => Operations.SelectMany(o => o.Commands);

    /// <summary>What is done, in order.</summary>
    public ImmutableArray<Operation> Operations =>
    [
        .. Files.Select(f => new FileOperation(f.RealPath, f.Before is null ? null : ReplacedFile.Hash(f.Before), ReplacedFile.Hash(f.After), f.Made)),
        .. (Remedy?.Steps ?? []).Select(s => new StepOperation(s)),
        .. Load is null ? ImmutableArray<Operation>.Empty : [Load],
    ];
}

/// <summary>A file before and after.</summary>
/// <param name="Path">As nginx or its owner opens it.</param>
/// <param name="RealPath">Where it really lies: links are followed, never replaced.</param>
/// <param name="Before">What it holds; null where it is made.</param>
/// <param name="After">What it would hold.</param>
/// <param name="Diff">Unified diff.</param>
/// <param name="Made">The directory that is made for it; null where it is there.</param>
public sealed record PlannedFile(string Path, string RealPath, byte[]? Before, byte[] After, string Diff, string? Made = null);
