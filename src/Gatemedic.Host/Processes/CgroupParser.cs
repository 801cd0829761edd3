using System.Text.RegularExpressions;

namespace Gatemedic.Host;

/// <summary>Finds the systemd unit and the container in /proc/PID/cgroup, of version 1 and 2.</summary>
internal static partial class CgroupParser
{
    /// <summary>
    /// The innermost unit that is this host's, and the innermost container id, of any hierarchy; null where there is none. A unit below
    /// a container is of a systemd in there. The container that we live in ourselves is none.
    /// </summary>
    public static (string? Unit, string? Container) Parse(string text, string? own = null)
    {
        string? unit = null, container = null;
        foreach (var line in text.Split('\n'))
        {
            // hierarchy-ID:controllers:path; the path may hold colons (cri-containerd:NAMESPACE:ID).
            var parts = line.Split(':', 3);
            if (parts.Length < 3)
            {
                continue;
            }

            var isInside = false;
            foreach (var name in parts[2].Split('/'))
            {
                if (ContainerId().Match(name) is { Success: true } match && match.Groups[1].Value is var id && id != own)
                {
                    container = id;
                    isInside = true;
                }

                // The user's manager (user@1000.service) is the parent of the user's own units, never the unit meant.
                if (!isInside && name.EndsWith(".service", StringComparison.Ordinal) && !name.StartsWith("user@", StringComparison.Ordinal))
                {
                    unit = name;
                }
            }
        }

        return (container is null || unit is not ("docker.service" or "containerd.service") ? unit : null, container);
    }

    /// <summary>
    /// The path in the hierarchy that has the memory controller: version 1 gives it a hierarchy of its own, version 2 has only one,
    /// without a name. Null when there is neither.
    /// </summary>
    public static string? Memory(string text)
    {
        string? unified = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':', 3) is [_, var controllers, var path] && path.StartsWith('/'))
            {
                if (controllers.Split(',').Contains("memory"))
                {
                    return path;
                }

                unified = controllers.Length == 0 ? path : unified;
            }
        }

        return unified;
    }

    // docker-ID.scope, libpod-ID.scope, cri-containerd-ID.scope, crio-ID.scope, or the bare id below docker/ and kubepods/.
    [GeneratedRegex(@"(?:^|[-:])([0-9a-f]{64})(?:\.scope)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerId();
}
