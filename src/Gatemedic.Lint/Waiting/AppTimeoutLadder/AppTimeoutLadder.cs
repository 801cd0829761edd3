using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>The application server kills a slow request before nginx stops waiting: the client gets 502, as after a crash, instead of 504.</summary>
public sealed class AppTimeoutLadder : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "app-timeout-ladder", CheckGroup.Waiting, LintSeverity.Note, "The application server kills slow requests before nginx stops waiting")
    {
        LeadsTo = ["app-timeout-kill", "slow-upstream"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        from pass in target.Passes
        let directive = pass.Protocol.DirectivePrefix() + "read_timeout"
        let wait = subject.Time(pass, directive)
        where wait is not null
        from running in target.ServersOf()
        where running.Server.Kill is { Number: > 0 } kill && (kill.Time <= wait || (kill.Option is not null && kill.Time > 2 * wait))
        let limit = $"{running.Server.Name} ({running.Server.Kill!.Option ?? "default time-out"} {running.Server.Kill.Number:0.###} s)"
        select Complaint.At(
            pass.Directive,
            running.Server.Kill!.Time <= wait
                ? $"{limit} kills the worker of a request before nginx has waited {Text(wait.Value)} ({directive}): the client gets 502, as after a crash, not 504"
                : $"nginx waits {Text(wait.Value)} ({directive}) and answers 504, while {limit} goes on with the request: a worker is busy for nobody",
            $"let {directive} be a little shorter than {running.Server.Name}'s time-out: slow requests then end in 504 and leave the worker alive")
            with
        { Related = [RelatedPlace.Of(target.Declared!, $"process {running.Process.Pid} listens here: {running.Process.Command}")] };

    private static string Text(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
