using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair.Tests;

/// <summary>The machine of a <see cref="World"/>: its programs change its files at once.</summary>
/// <param name="world">Where.</param>
/// <param name="meanwhile">What somebody else does just before a program runs; null = nothing.</param>
internal sealed class PretendHost(World world, Action<string>? meanwhile = null) : IRepairHost
{
    /// <summary>Pid of the pretend nginx.</summary>
    public const int Master = 99;

    /// <summary>nginx was stopped since.</summary>
    public bool IsStopped { get; init; }

    /// <summary>What nginx answers as long as the fault is there.</summary>
    public int Refusal { get; init; } = 502;

    /// <summary>A reload is accepted and never comes.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>What was run, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(HostCommand command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        meanwhile?.Invoke(command.ToString());
        Ran.Add(command.ToString());
        return Task.FromResult(Run([.. command.Words]));
    }

    /// <summary>Which id a process has by now; null: it has ended.</summary>
    public Func<HostProcess, bool, int?> Now { get; init; } = (process, _) => process.Pid;

    /// <inheritdoc/>
    public int? PidNow(HostProcess process, bool orSuccessor) => Now(process, orSuccessor);

    /// <inheritdoc/>
    public IStayingProgram Start(HostCommand command) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Section<NginxTwin>> TwinOfAsync(NginxInstance instance, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ImmutableArray<int> WorkersOf(int master) => IsStopped ? [] : [world.Worker];

    /// <inheritdoc/>
    public Task<ImmutableArray<ReplayAnswer>> AskAsync(ImmutableArray<Replay> requests, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<ReplayAnswer>>([.. requests.Select(r => Answer(r.Url))]);

    /// <summary>What the second look finds.</summary>
    public ImmutableArray<Finding> Found { get; init; } = [];

    /// <inheritdoc/>
    public Task<Diagnosis.Diagnosis> LookAsync(DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult(new Diagnosis.Diagnosis(Found.IsEmpty ? Health.Healthy : Health.Failing, Found, [], [], null!));

    private ReplayAnswer Answer(string url)
    {
        meanwhile?.Invoke(url);
        return world.Loaded.Contains(":8002", StringComparison.Ordinal) || world.Get("shop.service") == "running"
            ? new ReplayAnswer(200, "HTTP 200")
            : new ReplayAnswer(Refusal, $"HTTP {Refusal}");
    }

    private CommandResult Run(string[] words)
    {
        switch (words)
        {
            case ["start", var unit]:
                world.Set(unit, "running");
                break;
            case ["stop", var unit]:
                world.Set(unit, "stopped");
                break;
            case ["sysctl", var name, var value]:
                world.Set(name, value);
                break;
            case ["reread", var unit, var file]:
                world.Set(unit, world.Content(file));
                break;
            case ["shows", var name]:
                return new CommandResult(true, "", $"rule for {name}: {world.Get(name)} # handle 7\n");
            case ["is", var name, var value] when world.Get(name) != value:
                return new CommandResult(false, "", "", 1);
            case ["is", _, _]:
                break;
            case ["restart", _]:
                break;
            case ["nginx", "-t"]:
                return new CommandResult(world.Fault.Length == 0, world.Fault);
            case ["nginx", "reload"] when IsStopped:
                return new CommandResult(false, "no nginx runs");
            case ["nginx", "reload"] when !IsDeaf:
                world.Load();
                break;
            case ["nginx", "reload"]:
                break;
            default:
                return new CommandResult(false, $"{words[0]}: not found");
        }

        return new CommandResult(true, "");
    }
}

/// <summary>A clock that is as late as somebody waits: no test waits for real.</summary>
/// <param name="now">Its first moment.</param>
internal sealed class HurriedTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    /// <summary>Sets it, also back.</summary>
    public void Set(DateTimeOffset now) => _now = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            _now += dueTime;
        }

        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
