using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The nginx of this host that ran in a container, which has ended; an nginx that is only installed beside it is not the one that is missed.</summary>
internal static class ExitedContainer
{
    /// <summary>
    /// The newest container that ran nginx and stands still, where nothing says that the host's own should run: its service is unknown, or is not
    /// to start with the host.
    /// </summary>
    public static Container? Of(Scene scene, NginxInstance instance) =>
        instance.ServiceIn(scene) is { FileState: "enabled" } or { ActiveState: not "inactive" } || !scene.Masters.Seen.OrEmpty().IsEmpty ? null
            : scene.AllContainers().Where(c => c.State is "exited" or "dead" && c.StartedAt is not null && IsNginx(c)).MaxBy(c => c.FinishedAt);

    /// <summary>Blames the container and starts it again.</summary>
    public static Verdict Judge(NginxInstance instance, Container container)
    {
        var (name, source) = (container.Name, $"docker inspect {container.Name.Quoted()}");
        var state = $"exit code {container.ExitCode}{(container.OomKilled ? ", killed for memory" : container.Error.Length > 0 ? $", {container.Error}" : "")}";
        var verdict = new Verdict(instance)
            .For(Weigh.Decisive, EvidenceKind.Process, "no nginx master process runs on this host", "ps -C nginx")
            .For(Weigh.Strong, EvidenceKind.Container, $"container {name} ran nginx and ended at {container.FinishedAt:HH:mm:ss} ({state})", source);
        verdict.Title = $"nginx is not running: its container {name} has ended ({state})";
        verdict.Explanation =
            $"The nginx of this host ran in container {name}, which ended at {container.FinishedAt:yyyy-MM-dd HH:mm:ss} with {state}, and was not started again" +
            $"{(container.RestartPolicy is "" or "no" ? " (it has no restart policy)" : "")}. Nobody answers where it was published. Its log says why it ended.";
        verdict.Remedies = [NginxDownRemedy.Start(container)];
        return verdict;
    }

    private static bool IsNginx(Container container) =>
        Names(container.Image) || container.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var program, ..] && program.Split('/')[^1] is "nginx" or "openresty";

    private static bool Names(string image) => image.Split('/')[^1].Split(':', '@')[0] is "nginx" or "nginx-unprivileged" or "openresty";
}
