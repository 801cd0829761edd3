using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application is not running: nothing listens where nginx is told, nor anywhere else that is plausibly the same application.</summary>
public sealed class UpstreamDown : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("upstream-down", CauseGroup.Reaching)
    {
        Details = ["stopped", "crashed", "exited", "never-started"],
        Rivals = ["crash-loop", "oom-killed", "wrong-port", "bind-mismatch", "localhost-ipv6", "socket-missing", "firewall-blocked", "container-loopback", "container-unpublished", "container-address-stale", "container-network", "dns-failure", "dns-stale", "peer-state-cached"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        scene.Targets().Where(t => IsRefused(t) || DownContainer.IsGone(t)).Select(Judge).Concat(DownContainer.Names(scene).Select(n => Judge(n.Verdict, n.Trouble, n.Container)));

    private static bool IsRefused(Target target) =>
        target.With(ProbeOutcome.Refused).Any() || (target.Probes.IsEmpty && target.RefusedInLog() is not null);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target).Refused(target);
        if (target.Current.FirstOrDefault(g => g.Action == "connecting to upstream") is { } gone && target.RefusedInLog() is null)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, gone.Says($"nginx cannot connect to {gone.Peer}: {gone.AsWritten()}"), gone.Samples[0].Source);
        }

        // Without a probe the log has the last word.
        if (target.Probes.IsEmpty && target.RefusedInLog() is { } refused && target.SurelyAnswered() is { } answered && answered >= refused.Last.AddSeconds(1))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Log, $"it has answered since, at {answered:HH:mm:ss}", "access log");
        }

        if (target.FamilyGapOf() is { } gap)
        {
            return verdict.Against(
                gap.IsProven ? Weigh.Decisive : Weigh.Moderate,
                EvidenceKind.Socket,
                gap.IsProven ? $"the application takes connections on {gap.Live}" : $"no failure names {gap.Live}, the name's other address",
                gap.IsProven ? target.SocketsSource() : "error log");
        }

        if (target.Probes.FirstOrDefault(p => p.Result.Connected) is { } living)
        {
            verdict.Severity = Severity.Warning;
            verdict.Against(Weigh.Slight, EvidenceKind.Probe, $"{living.Endpoint}, another address of {target.Address.Host}, takes connections", $"probe {living.Endpoint}");
        }

        // Where ::1 alone is refused and only the log is there to say so, the name localhost is as likely.
        if (target.Declared is null && target.Address.Host == "::1" && target.Probes.IsEmpty)
        {
            verdict.Against(Weigh.Slight, EvidenceKind.Log, "nginx seldom is told ::1 other than by the name localhost", "error log");
        }

        if (target.RenamedTo() is { } renamed)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Dns, $"{renamed.Address.Host} ({renamed.Where}) has another address now, {renamed.Endpoints[0].Host}, which answers", $"getent ahosts {renamed.Address.Host}");
        }

        var isRemote = target.Space is null;
        if (!isRemote)
        {
            LookAround(verdict, target);
        }
        else if (!target.Probes.IsEmpty)
        {
            verdict.Against(Weigh.Slight, EvidenceKind.Socket, $"{target.Address.Host} is another host: it is up, but what runs there cannot be seen from here", "ss -ltnp on that host");
        }

        var kept = target.KeptInTrouble();
        var story = Ending.Of(target, kept.FirstOrDefault());
        foreach (var down in kept.Take(1))
        {
            verdict.For(down.Tie.Weight, down.Kind, $"{down.Text}, and {down.Tie.Text}", down.Source);
            if (down.Loops || down.IsOomKilled)
            {
                verdict.Against(Weigh.Decisive, down.Kind, down.IsOomKilled ? $"{down.Name} was killed for memory" : $"{down.Name} was started {down.Often} and died each time", down.Source);
            }
        }

        if (story.Words is { } words)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, $"{(kept.IsEmpty ? "its log" : kept[0].Name)} says: {words.Text}", words.Source);
        }

        if (target.HiddenContainersOf().FirstOrDefault(h => h is { UsedBy: null, RanBefore: false }) is { } hidden)
        {
            verdict.Against(hidden.IsTied ? Weigh.Strong : Weigh.Moderate, EvidenceKind.Container, $"container {hidden.Container.Name} listens on port {target.Address.Port} in its own network", $"docker inspect {hidden.Container.Name}");
        }

        if (!isRemote && kept.IsEmpty && target.Scene is { Containers: { IsSeen: false } unseen, Focus.Offline: false })
        {
            verdict.Against(Weigh.Moderate, EvidenceKind.Container, $"whether a container is the application could not be seen: {unseen.Blind.Why}", "docker ps --all");
        }

        if (story.Evidence is { } evidence)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, evidence, "access log");
        }

        verdict.Detail = story.Detail;
        verdict.Title = target.Address.IsUnix
            ? $"Nothing accepts connections on {target.Address}: {story.Title}"
            : $"Nothing listens on {target.Address}: {story.Title}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}, and the connection is refused{(isRemote ? ": that host is up, and nothing listens there (or a firewall answers in its place)" : " because no process listens there")}. " +
            $"{story.Explanation} {Until(target)}.";
        verdict.Remedies = UpstreamDownRemedy.For(target, kept);
        return verdict;
    }

    private static string Until(Target target) =>
        target.HasLiveSibling ? $"nginx turns to the other servers of {target.Upstream!.Name} until it listens again"
        : target.IsMirror() ? "Only copies of requests are sent there, so clients notice nothing, and the copies are lost until the application listens again"
        : "nginx answers 502 at once until the application listens again";

    /// <summary>A name that only running containers have: nginx asks the engine for it at each request.</summary>
    private static Verdict Judge(Verdict verdict, NameTrouble trouble, Container container)
    {
        var story = DownContainer.EndingOf(container);
        verdict.For(Weigh.Strong, EvidenceKind.Log, $"{trouble.AtRunTime!.Time:HH:mm:ss}: {trouble.AtRunTime.Message}", trouble.AtRunTime.Source);
        verdict.For(Weigh.Decisive, EvidenceKind.Container, $"{DownContainer.Text(container)}, and {trouble.Name} is its name", $"docker inspect {container.Name}");
        verdict.Detail = story.Detail;
        verdict.Title = $"Nothing has the name {trouble.Name}: {story.Title}";
        verdict.Explanation = $"nginx asks the engine's DNS server for {trouble.Name} at each request, and that knows the names of running containers only. {story.Explanation}";
        verdict.Remedies = [DownContainer.Start(container, isSure: true)];
        return verdict;
    }

    /// <summary>On this host it can be seen who listens instead.</summary>
    private static void LookAround(Verdict verdict, Target target)
    {
        if (target.Address.IsUnix && target.Socket is { Kind: "socket", HasListener: false } left)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Socket, $"the socket file {target.Address.Path} ({left.Owner}) is left over: no process listens on it", "ss -lx");
            return;
        }

        if (target.Socket is { Kind: "file" or "directory" } other)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"{target.Address.Path} is a {other.Kind}, no socket", $"ls -ld {target.Address.Path}");
            return;
        }

        if (!target.Scene.Listeners.IsSeen)
        {
            return;
        }

        var here = target.Endpoints.SelectMany(target.ListenersOn).FirstOrDefault();
        if ((here ?? target.SamePortElsewhere().FirstOrDefault()?.Listener) is { } listener)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"a process listens on {listener}", target.SocketsSource());
            return;
        }

        if (target.IsOpenOutside())
        {
            verdict.Against(Weigh.Moderate, EvidenceKind.Socket, $"port {target.Address.Port} is open outside of the network in which nginx lives, where its loopback addresses do not lead", "ss -ltnp");
        }

        verdict.For(Weigh.Moderate, EvidenceKind.Socket, $"no process listens on {(target.Address.IsUnix ? target.Address : $"port {target.Address.Port}")}", "ss -lntxp");
        var fitting = target.CandidatesOf();
        if (fitting.FirstOrDefault() is { } relative)
        {
            verdict.Against(
                relative.Ties.IsEmpty && fitting.Length > 1 ? Weigh.Moderate : Weigh.Strong,
                EvidenceKind.Process,
                $"{relative.OwnerText} on {relative.Listener} may be the application",
                target.SocketsSource());
        }
    }
}
