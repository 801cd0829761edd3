using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Gathers everything that could not be looked at, each once.</summary>
internal static class BlindSpots
{
    private const int PermissionDenied = 13;

    /// <summary>In the order of the Scene.</summary>
    public static IEnumerable<Blindness> Of(Scene scene) => All(scene).OfType<Blindness>().Distinct();

    private static IEnumerable<Blindness?> All(Scene scene)
    {
        yield return scene.Masters.Blind;
        foreach (var instance in scene.Instances)
        {
            yield return instance.Configuration.Blind;
            foreach (var file in instance.Configuration.Seen?.Files.Where(f => f.Errno == PermissionDenied) ?? [])
            {
                yield return new Blindness($"configuration {file.Path}", "Permission denied", "run as root");
            }

            yield return instance.Version.Blind;
            foreach (var log in instance.Logs)
            {
                yield return log.Summary.Blind;
                if (log.Summary.Seen is { Tells: false } unread)
                {
                    yield return new Blindness($"{log.Kind.ToString().ToLowerInvariant()} log {log.Path}", $"none of its {unread.Lines} lines is one of nginx's", "");
                }

                if (log.Summary.Seen?.Cut is { } cut)
                {
                    yield return new Blindness($"older part of {log.Path}", cut, "narrow the window with --since");
                }
            }

            foreach (var pass in instance.Model()?.Passes ?? [])
            {
                if (pass.Undecided is { } why)
                {
                    yield return new Blindness(
                        $"{pass.Directive.Name} {string.Join(' ', pass.Directive.Args)} ({pass.Directive.Where})",
                        $"its target {why}, which only a request decides",
                        "name the address with --upstream, or read the error log's upstream: field");
                }
            }
        }

        yield return scene.Listeners.Blind;
        yield return scene.Processes.Blind;
        yield return scene.Units.Blind;
        yield return scene.LocalAddresses.Blind;
        yield return scene.Pools?.Blind;
        yield return scene.Containers?.Blind;
        yield return scene.Programs?.Blind;
        yield return scene.Witnesses?.Blind;
        foreach (var log in (scene.Witnesses?.Seen ?? default).OrEmpty())
        {
            yield return log.Blind;
        }

        yield return scene.Networks?.Blind;
        yield return scene.ControlGroups?.Blind;
        yield return scene.Machine?.Blind;
        yield return scene.MandatoryAccess?.Blind;
        foreach (var answer in scene.Answers)
        {
            yield return answer.Blind;
        }

        foreach (var path in SilentFailure.Of(scene))
        {
            yield return new Blindness(
                $"why {path.Path} ended with {path.LastFailureStatus} at {path.LastFailure:HH:mm:ss}",
                "nginx's error log does not tell, so the application behind may have answered so itself",
                $"ask it for {path.Path} directly");
        }

        foreach (var target in scene.Targets())
        {
            foreach (var probed in target.Probes.Where(target.IsStillThinking))
            {
                yield return new Blindness(
                    $"whether {target.Protocol.Text()}://{probed.Endpoint} answers",
                    $"it took the request and said nothing for {probed.Result.ElapsedMs / 1000:0.#} s; nginx waits longer",
                    "wait longer too with --timeout");
            }
        }
    }
}
