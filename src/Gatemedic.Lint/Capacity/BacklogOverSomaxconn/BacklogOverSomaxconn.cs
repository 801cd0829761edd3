using Gatemedic.Diagnosis;

namespace Gatemedic.Lint;

/// <summary>An application asks for a longer accept queue than the kernel gives: listen(2) cuts it to net.core.somaxconn without a word.</summary>
public sealed class BacklogOverSomaxconn : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "backlog-over-somaxconn", CheckGroup.Capacity, LintSeverity.Note, "The accept queue that the application asks for is cut by the kernel")
    {
        LeadsTo = ["backlog-overflow"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        let longest = subject.Host!.LongestBacklog
        where longest is { IsSeen: true }
        from asked in Asked(target)
            // What the socket has proves that it was the kernel: another namespace may have another limit, and the program may have been told otherwise since.
        where asked.Number > longest.Seen && asked.Listener.Backlog == longest.Seen
        select Complaint.At(
            target.Declared!,
            $"{asked.Who} asks for {asked.Number:0}, but the kernel lets only {longest.Seen} connections wait (net.core.somaxconn)",
            $"set net.core.somaxconn to {asked.Number:0} with sysctl and restart the application, or ask for no more than there is")
            with
        { Related = [asked.Place ?? RelatedPlace.Of(target.Declared!, "leads there")] };

    private static IEnumerable<(string Who, double Number, Listener Listener, RelatedPlace? Place)> Asked(Target target)
    {
        var pool = target.PoolOf();
        if (pool?.Setting("listen.backlog") is { } setting && pool.Number("listen.backlog") is { } number)
        {
            foreach (var listener in target.Endpoints.SelectMany(target.ListenersOn).Take(1))
            {
                yield return ($"the pool \"{pool.Name}\" of PHP-FPM", number, listener, new RelatedPlace(setting.File, setting.Line, $"listen.backlog = {setting.Value}"));
            }
        }

        foreach (var (server, process, listener) in target.ServersOf().Where(s => s.Server.Backlog is not null).Take(1))
        {
            yield return ($"{server.Name} {server.Backlog!.Option} (process {process.Pid})", server.Backlog.Number, listener, null);
        }
    }
}
