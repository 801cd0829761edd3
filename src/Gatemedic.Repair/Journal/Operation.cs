using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>One thing that a repair does, as it is written down before it is done.</summary>
[JsonDerivedType(typeof(FileOperation), "file")]
[JsonDerivedType(typeof(StepOperation), "step")]
[JsonDerivedType(typeof(LoadOperation), "load")]
public abstract record Operation
{
    /// <summary>A clause for people, in the imperative.</summary>
    [JsonIgnore]
    public abstract string Text { get; }

    /// <summary>The programs that are run for it, in order.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<HostCommand> Commands => [];
}

/// <summary>A file gets another content, or is made.</summary>
/// <param name="Path">Absolute, without links.</param>
/// <param name="Before">SHA-256 of what it holds; null where it is made.</param>
/// <param name="After">SHA-256 of what it is to hold.</param>
/// <param name="Made">The directory that is made for it; null where it is there.</param>
public sealed record FileOperation(string Path, string? Before, string After, string? Made = null) : Operation
{
    /// <inheritdoc/>
    public override string Text => $"{(Before is null ? "write" : "edit")} {Path}";
}

/// <summary>A step.</summary>
public sealed record StepOperation(Step Step) : Operation
{
    /// <inheritdoc/>
    public override string Text => Step.Run.ToString();

    /// <inheritdoc/>
    public override ImmutableArray<HostCommand> Commands => [Step.Run];
}

/// <summary>nginx tests its configuration and loads it.</summary>
/// <param name="Test">The test.</param>
/// <param name="Reload">The reload.</param>
/// <param name="MasterPid">Whose workers must be new afterwards; null when none runs: then there is only the test.</param>
/// <param name="WasRefused">nginx does not accept the files as they are: when they are put back, it goes on by what it has loaded.</param>
public sealed record LoadOperation(HostCommand Test, HostCommand Reload, int? MasterPid, bool WasRefused = false) : Operation
{
    /// <inheritdoc/>
    public override string Text => MasterPid is null ? "have nginx test its configuration" : "have nginx test and load its configuration";

    /// <inheritdoc/>
    public override ImmutableArray<HostCommand> Commands => MasterPid is null ? [Test] : [Test, Reload];
}
