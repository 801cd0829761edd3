namespace Gatemedic.Lint;

/// <summary>One thing that will turn into gateway errors, found in a configuration before it does. Pure: a subject in, complaints out.</summary>
public interface ICheck
{
    /// <summary>Name, weight and group.</summary>
    CheckProfile Profile { get; }

    /// <summary>Every place where it holds; the same place may come twice when a file is included twice.</summary>
    IEnumerable<Complaint> Inspect(LintSubject subject);
}

/// <summary>What is known of a check without running it.</summary>
/// <param name="Code">The type's name in kebab-case: names the defect, never the cure.</param>
/// <param name="Group">The folder it lies in.</param>
/// <param name="Severity">How bad it is where it holds.</param>
/// <param name="Summary">The defect in one line, at most 80 characters.</param>
public sealed record CheckProfile(string Code, CheckGroup Group, LintSeverity Severity, string Summary)
{
    /// <summary>Codes of docs/CAUSES.md that it leads to.</summary>
    public required string[] LeadsTo { get; init; }

    /// <summary>It compares with the running host and is silent without one.</summary>
    public bool NeedsHost { get; init; }
}

/// <summary>What a check is about.</summary>
public enum CheckGroup
{
    /// <summary>Names, addresses, ports and sockets of upstreams.</summary>
    Reaching,

    /// <summary>Protocols, TLS and headers towards upstreams.</summary>
    Speaking,

    /// <summary>Time-outs and retries.</summary>
    Waiting,

    /// <summary>Connections, keep-alive, buffers, files, limits.</summary>
    Capacity,

    /// <summary>Servers, locations, includes and error pages.</summary>
    Routing,

    /// <summary>Logs: whether a gateway error could be explained.</summary>
    Seeing,
}

/// <summary>How bad a finding of lint is.</summary>
public enum LintSeverity
{
    /// <summary>Worth knowing; does not change the exit code.</summary>
    Note,

    /// <summary>Turns into gateway errors under some load, time or change.</summary>
    Warning,

    /// <summary>Gives gateway errors as it stands, or nginx does not load it.</summary>
    Error,
}
