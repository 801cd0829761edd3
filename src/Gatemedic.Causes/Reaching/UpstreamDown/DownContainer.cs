using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application as a container that does not run: how it ended, and how it is started.</summary>
internal static class DownContainer
{
    private const int Killed = 128 + 9;
    private const int Terminated = 128 + 15;
    private const int Interrupted = 128 + 2;

    /// <summary>nginx cannot connect, and what it is told is surely a container that does not run: its address went with it.</summary>
    public static bool IsGone(Target target) =>
        !target.Address.IsUnix && (target.IsDead || target.Current.Any(g => g.Action == "connecting to upstream"))
        && target.DownContainersOf().FirstOrDefault().Tie is { Weight: >= Weigh.Decisive };

    /// <summary>Names that nginx asks for at each request and that are those of a container that does not run.</summary>
    public static IEnumerable<(Verdict Verdict, NameTrouble Trouble, Container Container)> Names(Scene scene) =>
        from trouble in scene.NamesInTrouble()
        where trouble.AtRunTime is not null && scene.ContainerOf(trouble.Instance) is not null
        let called = scene.AllContainers().Where(c => c.IsCalled(trouble.Name)).ToList()
        where called.Count > 0 && !called.Any(c => c.IsRunning)
        from verdict in scene.SubjectsOf(trouble)
        where verdict.Target is not { } target || !IsGone(target)
        select (verdict, trouble, called[0]);

    /// <summary>"container shop has exited (status 1)".</summary>
    public static string Text(Container container) => container.State switch
    {
        "exited" => $"container {container.Name} has exited (status {container.ExitCode}{(container.OomKilled ? ", out of memory" : "")})",
        "created" => $"container {container.Name} was created and never started{(container.Error.Length > 0 ? $": {container.Error}" : "")}",
        var state => $"container {container.Name} is {state} (last status {container.ExitCode})",
    };

    /// <summary>The way it ended. An engine stops a container with SIGTERM and, after ten seconds, SIGKILL; its exit code then says so.</summary>
    public static Ending EndingOf(Container container)
    {
        var when = container.FinishedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" at {at:HH:mm:ss}") : "";
        return container switch
        {
            { State: "created" } => new("never-started", Text(container), $"Its engine made container {container.Name}, but it never ran.", null),
            { ExitCode: 0 } => new("exited", Text(container), $"Container {container.Name} ended by itself{when}, without an error.", null),
            { ExitCode: Killed or Terminated or Interrupted, OomKilled: false } =>
                new("stopped", Text(container), $"A signal ended container {container.Name}{when}, as docker stop and docker kill send it.", null),
            _ => new("crashed", Text(container), $"Container {container.Name} ended with status {container.ExitCode}{when}.", null),
        };
    }

    /// <summary>Starts it, after a look at what it said when it ended with an error.</summary>
    /// <param name="container">What does not run.</param>
    /// <param name="isSure">It is surely what nginx looks for.</param>
    public static Remedy Start(Container container, bool isSure) => new()
    {
        Id = "start-container",
        Title = $"Start container {container.Name}",
        Commands = [.. container.ExitCode is 0 or Killed or Terminated ? ImmutableArray<string>.Empty : [$"docker logs --tail 50 {container.Name.Quoted()}"], Steps.Start(container).Run.ToString()],
        Steps = [Steps.Start(container)],
        Risk = Risk.Low,
        Automatic = isSure,
        Verify = $"docker ps shows {container.Name}, and the failing request answers",
        Undo = $"docker stop {container.Name.Quoted()}",
    };
}
