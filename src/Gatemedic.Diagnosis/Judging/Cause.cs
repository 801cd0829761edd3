using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>The groups of CAUSES.md, in its order.</summary>
public enum CauseGroup
{
    /// <summary>Reaching the upstream.</summary>
    Reaching,

    /// <summary>Capacity.</summary>
    Capacity,

    /// <summary>Time.</summary>
    Time,

    /// <summary>The conversation.</summary>
    Conversation,

    /// <summary>nginx itself.</summary>
    NginxItself,
}

/// <summary>How bad a finding is; decides the verdict.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing fails.</summary>
    Info,

    /// <summary>Some requests or peers fail, or will.</summary>
    Warning,

    /// <summary>A route answers with gateway errors.</summary>
    Critical,
}

/// <summary>What a cause declares about itself.</summary>
/// <param name="Code">Code of CAUSES.md.</param>
/// <param name="Group">Its group there.</param>
public sealed record CauseProfile(string Code, CauseGroup Group)
{
    /// <summary>Severity where every request of a route is hit.</summary>
    public Severity Severity { get; init; } = Severity.Critical;

    /// <summary>Variants that it may report.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>Nearest look-alikes: they are told as ruled out, and each names this cause back.</summary>
    public ImmutableArray<string> Rivals { get; init; } = [];

    /// <summary>Causes that are only its symptoms: swallowed where it holds.</summary>
    public ImmutableArray<string> Explains { get; init; } = [];
}

/// <summary>A room: knows one root cause, and nothing of the others but their codes.</summary>
public interface ICause
{
    /// <summary>What it declares.</summary>
    CauseProfile Profile { get; }

    /// <summary>
    /// Considers a Scene: one verdict for each subject where the cause is worth considering, also where it is refuted
    /// (that is what "ruled out" is made of). Pure.
    /// </summary>
    IEnumerable<Verdict> Judge(Scene scene);
}

/// <summary>What a verdict is about: one peer as one nginx reaches it, or an nginx instance as a whole.</summary>
/// <param name="Instance">Id of the instance.</param>
/// <param name="Target">Key of the target; null for the instance itself.</param>
public sealed record Subject(string Instance, string? Target = null);

/// <summary>What one room thinks of one subject. Filled by its room, then only read.</summary>
public sealed class Verdict
{
    private readonly List<Evidence> _evidence = [];
    private readonly List<Question> _questions = [];

    /// <summary>A verdict about one peer.</summary>
    public Verdict(Target target)
    {
        Target = target;
        Instance = target.Instance;
        Subject = new Subject(target.Instance.Id, target.Key);
    }

    /// <summary>A verdict about an nginx instance.</summary>
    public Verdict(NginxInstance instance)
    {
        Instance = instance;
        Subject = new Subject(instance.Id);
    }

    /// <summary>What it is about.</summary>
    public Subject Subject { get; }

    /// <summary>The peer, null when it is about the instance.</summary>
    public Target? Target { get; }

    /// <summary>The instance.</summary>
    public NginxInstance Instance { get; }

    /// <summary>The finer variant, one of the profile's details.</summary>
    public string? Detail { get; set; }

    /// <summary>One line: what is wrong, with names and numbers.</summary>
    public string Title { get; set; } = "";

    /// <summary>A paragraph for a person.</summary>
    public string Explanation { get; set; } = "";

    /// <summary>Overrides the profile's severity.</summary>
    public Severity? Severity { get; set; }

    /// <summary>The repairs, best first.</summary>
    public ImmutableArray<Remedy> Remedies { get; set; } = [];

    /// <summary>Observations in the order they were made.</summary>
    public IReadOnlyList<Evidence> Evidence => _evidence;

    /// <summary>What would settle it.</summary>
    public IReadOnlyList<Question> Questions => _questions;

    /// <summary>Sum of the prior and all weights.</summary>
    public double LogOdds => Weigh.Prior + _evidence.Sum(e => e.Weight);

    /// <summary>Adds an observation for the cause; <paramref name="weight"/> is one of <see cref="Weigh"/>.</summary>
    public Verdict For(double weight, EvidenceKind kind, string text, string source)
    {
        _evidence.Add(new Evidence(kind, text, source, weight));
        return this;
    }

    /// <summary>Adds an observation against the cause; <paramref name="weight"/> is one of <see cref="Weigh"/>, positive.</summary>
    public Verdict Against(double weight, EvidenceKind kind, string text, string source)
    {
        _evidence.Add(new Evidence(kind, text, source, -weight));
        return this;
    }

    /// <summary>Asks; equal questions of several rooms are answered once.</summary>
    public Verdict Ask(Question question)
    {
        _questions.Add(question);
        return this;
    }
}
