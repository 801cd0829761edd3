using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Where the application's socket stands instead, if anywhere.</summary>
/// <param name="Detail">path-mismatch, not-created, or null where this was not looked at.</param>
/// <param name="Title">The finding's title.</param>
/// <param name="Explanation">What became of the socket, and what follows.</param>
/// <param name="Elsewhere">Where nginx can reach the application instead, or null.</param>
/// <param name="IsHidden">The application has this very path, in a file system that nginx does not see or with its name removed.</param>
internal sealed record SocketPlace(string? Detail, string Title, string Explanation, PeerAddress? Elsewhere, bool IsHidden)
{
    /// <summary>Looks at the listeners first, then at the look-alikes on disk; asks what it does not know.</summary>
    public static SocketPlace Of(Target target, Verdict verdict)
    {
        var path = target.Address.Path!;
        if (target.Scene.Listeners.Seen.OrEmpty().FirstOrDefault(l => l.Path == path) is { } hidden)
        {
            return Hidden(target, verdict, hidden);
        }

        var relatives = target.RelativesOf();
        foreach (var relative in relatives.Where(r => r.Probe is null))
        {
            verdict.Ask(Relatives.Question(target, relative));
        }

        var fitting = relatives.Where(r => r.Fits).ToList();
        if (fitting.FirstOrDefault(r => r.Endpoint.IsUnix) is { } socket)
        {
            return At(verdict, target, socket.Endpoint, $"{socket.OwnerText} listens on {socket.Endpoint} and answers {target.Protocol.Name()}");
        }

        var siblings = Strays(target);
        foreach (var sibling in siblings.Where(s => Answer(target, s) is null))
        {
            verdict.Ask(Relatives.Question(target, sibling));
        }

        if (siblings.FirstOrDefault(s => Answer(target, s) is { Answered: true, Spoken: null }) is { } alike)
        {
            return At(verdict, target, alike, $"the socket {alike} answers {target.Protocol.Name()}");
        }

        return fitting.FirstOrDefault(r => !r.Endpoint.IsUnix && !r.Ties.IsEmpty) is { } tcp ? OnTcp(target, verdict, tcp)
            : target.Socket is null && target.Probes.IsEmpty
                ? new SocketPlace(null, $"There is no socket at {path}", "Either the application does not run, or its socket stands elsewhere.", null, false)
                : new SocketPlace("not-created", $"There is no socket at {path}, and no other that fits", "No other socket answers in its place, so the application most likely does not run.", null, false);
    }

    /// <summary>Look-alikes on disk whose process was not seen: neither the host's own nor the way of another route.</summary>
    private static List<PeerAddress> Strays(Target target)
    {
        var taken = target.Scene.Targets().Select(t => t.Address.Path)
            .Concat(target.Scene.Listeners.Seen.OrEmpty().Where(l => l.Path is not null && target.Scene.OwnerOf(l) is not null).Select(l => l.Path))
            .ToHashSet();
        return [.. (target.Socket?.Siblings ?? default).OrEmpty().Where(s => !taken.Contains(s) && !Infrastructure.IsSocket(s)).Select(s => new PeerAddress("", 0, s))];
    }

    private static SocketPlace At(Verdict verdict, Target target, PeerAddress elsewhere, string because)
    {
        verdict.For(Weigh.Moderate, EvidenceKind.Socket, because, "ss -lxp");
        return new SocketPlace(
            "path-mismatch",
            $"nginx is told {target.Address}, but the application's socket is {elsewhere.Path}",
            $"{char.ToUpperInvariant(because[0])}{because[1..]}: nginx and the application name different paths.",
            elsewhere,
            false);
    }

    private static SocketPlace OnTcp(Target target, Verdict verdict, Relative tcp)
    {
        verdict.For(Weigh.Slight, EvidenceKind.Socket, $"{tcp.OwnerText} answers {target.Protocol.Name()} on {tcp.Listener}, on TCP instead of a socket", "ss -ltnp");
        return new SocketPlace(
            "not-created",
            $"There is no socket at {target.Address.Path}: the application listens on {tcp.Listener} instead",
            $"{tcp.OwnerText} listens on TCP, on {tcp.Listener}, and makes no socket.",
            tcp.Endpoint,
            false);
    }

    private static SocketPlace Hidden(Target target, Verdict verdict, Listener hidden)
    {
        var owner = target.Scene.OwnerOf(hidden);
        var who = owner is null ? "a process" : $"{owner.Name} (pid {owner.Pid})";
        var isPrivate = target.Address.Path!.StartsWith("/tmp/", StringComparison.Ordinal) || target.Address.Path.StartsWith("/var/tmp/", StringComparison.Ordinal)
            || target.Scene.MasterOf(target.Instance) is { Root: not "/" };
        verdict.For(Weigh.Moderate, EvidenceKind.Socket, $"{who} listens on that very path, and nginx sees no file there", "ss -lxp");
        return new SocketPlace(
            isPrivate ? "path-mismatch" : "not-created",
            isPrivate ? $"{who} has a socket {target.Address.Path}, but nginx sees another {Top(target.Address.Path)}" : $"{who} listens on {target.Address.Path}, but the socket's file was removed",
            isPrivate
                ? "The application and nginx see different file systems at that path (PrivateTmp, a container), so the one does not see what the other made."
                : "The application still holds the socket, but its name in the file system was removed or replaced, so nobody can reach it any more.",
            null,
            true);
    }

    private static string Top(string path) => path[..Math.Max(path.IndexOf('/', 1), 1)];

    private static ProbeResult? Answer(Target target, PeerAddress at) => (target.Scene.AnswerTo(Relatives.Question(target, at)) as ProbeAnswer)?.Result.Seen;
}
