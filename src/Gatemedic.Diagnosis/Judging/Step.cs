namespace Gatemedic.Diagnosis;

/// <summary>What a step does to its subject. It decides when the step is taken back, and what counts against the budget of restarts.</summary>
public enum StepKind
{
    /// <summary>Something that is down is started; taken back by stopping it.</summary>
    Start,

    /// <summary>Something that runs is started anew.</summary>
    Restart,

    /// <summary>Something reads its files again; taken back by having it read them once more, after they were put back.</summary>
    Reload,

    /// <summary>A setting of the host gets another value; taken back by the old one.</summary>
    Set,
}

/// <summary>Something that a repair does to the host beside editing files, with its inverse.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">To what, as people call it: "shop.service", "container shop", "net.core.somaxconn".</param>
/// <param name="Run">What does it. Done twice, it is as done once, or <see cref="Trace"/> tells whether it is done.</param>
/// <param name="Back">What takes it back, harmless where there is nothing to take back; null where nothing can be taken back.</param>
public sealed record Step(StepKind Kind, string Subject, HostCommand Run, HostCommand? Back = null)
{
    /// <summary>
    /// The process that the commands name by its id, as it was seen; null where they name none. Where the id has passed on to a process
    /// that started later, neither is carried out.
    /// </summary>
    public HostProcess? Process { get; init; }

    /// <summary>Tells whether it is done, where doing it twice is more than doing it once; null elsewhere.</summary>
    public Trace? Trace { get; init; }
}
