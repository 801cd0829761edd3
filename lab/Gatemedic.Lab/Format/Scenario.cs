namespace Gatemedic.Lab.Format;

/// <summary>One experiment as its file tells it, words filled in: what stands, how it breaks, how that shows, what must be found, how it heals.</summary>
internal sealed record Scenario
{
    /// <summary>One sentence for the reader.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>What the host has beside what every one has: <c>systemd</c>, <c>docker</c>; <c>vm-selinux</c>, <c>vm-apparmor</c>: it is the emulated machine; empty: nothing.</summary>
    public string Machine { get; init; } = "";

    /// <summary>It runs only where that is asked for: emulation takes its time.</summary>
    public bool NeedsEmulation => Machine.StartsWith("vm-", StringComparison.Ordinal);

    /// <summary>Path in the tiny host to the whole text of the file.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>Path in the tiny host to the name of a file of lab/apps.</summary>
    public Dictionary<string, string> Apps { get; init; } = [];

    /// <summary>Brings up nginx and the applications.</summary>
    public List<Step> Stage { get; init; } = [];

    /// <summary>Makes the fault; empty where the staging already is the fault.</summary>
    public List<Step> Break { get; init; } = [];

    /// <summary>Requests that show the fault.</summary>
    public List<Request> Request { get; init; } = [];

    /// <summary>Steps between the failing requests and the diagnosis.</summary>
    public List<Step> After { get; init; } = [];

    /// <summary>Options of <c>gatemedic diagnose</c>; none: it must find the nginx that runs by itself.</summary>
    public List<string> Options { get; init; } = [];

    /// <summary>The fault is a silence: asking takes until a time-out, and the row does not count for the median of seconds.</summary>
    public bool Slow { get; init; }

    /// <summary>What must be found.</summary>
    public Expectation Find { get; init; } = new();

    /// <summary>
    /// Ids of the remedies that <c>gatemedic fix --yes</c> must carry out and prove, in order, or <c>ID rolled-back</c>; none: it must change nothing
    /// and say why. Afterwards <c>fix --undo</c> brings every byte and every unit's state back.
    /// </summary>
    public OneOrMany Fix { get; init; } = [];

    /// <summary>Repairs it; empty for a healthy host.</summary>
    public List<Step> Heal { get; init; } = [];

    /// <summary>Requests after healing; empty: the failing ones, each of which must now give 200.</summary>
    public List<Request> Healed { get; init; } = [];

    /// <summary>The requests after healing.</summary>
    public IEnumerable<Request> HealedRequests => Healed.Count > 0 ? Healed : Request.Select(request => request with { Status = ["200"], Log = [] });
}

/// <summary>A command: run to its end, or, with <see cref="Ready"/>, started in the background and awaited.</summary>
internal sealed record Step
{
    /// <summary>Shell text.</summary>
    public string Run { get; init; } = "";

    /// <summary>Directory.</summary>
    public string In { get; init; } = "/";

    /// <summary>User; root unless said.</summary>
    public string As { get; init; } = "";

    /// <summary>Conditions of host/bin/await that tell that it is up; a step with one stays in the background.</summary>
    public OneOrMany Ready { get; init; } = [];

    /// <summary>What host/bin/stop calls it.</summary>
    public string Name { get; init; } = "app";

    /// <summary>It must fail, and say this.</summary>
    public string Fails { get; init; } = "";
}

/// <summary>A request with curl and what must come back.</summary>
internal sealed record Request
{
    public string Url { get; init; } = "";
    public string Method { get; init; } = "GET";
    public string Data { get; init; } = "";

    /// <summary>How often it is sent, one after the other.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Statuses that must be seen, each at least once, and no other: <c>502</c>, <c>refused</c> where nothing listens, <c>garbage</c> for no HTTP.</summary>
    public OneOrMany Status { get; init; } = ["200"];

    /// <summary>Texts that must then stand in nginx's error log.</summary>
    public OneOrMany Log { get; init; } = [];
}

/// <summary>What <c>gatemedic diagnose --format json</c> must say; no causes: nothing found.</summary>
internal sealed record Expectation
{
    public List<ExpectedFinding> Causes { get; init; } = [];

    /// <summary>Exit code; unsaid: 1 where a cause is expected, else 0.</summary>
    public int? Exit { get; init; }

    /// <summary>One of these verdicts; empty: any.</summary>
    public OneOrMany Verdict { get; init; } = [];

    /// <summary>Look-alikes that must not be among the findings.</summary>
    public OneOrMany Not { get; init; } = [];
}

/// <summary>A finding; what is empty is not compared. A finding that is not expected is a miss.</summary>
internal sealed record ExpectedFinding
{
    public string Cause { get; init; } = "";
    public string Detail { get; init; } = "";

    /// <summary>Address as nginx writes it, one of these.</summary>
    public OneOrMany Upstream { get; init; } = [];
    public string Severity { get; init; } = "";
}

/// <summary>A list that a file may also write as a single value.</summary>
internal sealed class OneOrMany : List<string>;
