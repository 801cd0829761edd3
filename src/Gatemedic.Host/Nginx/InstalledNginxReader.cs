using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Finds the installed nginx, for when none runs.</summary>
public static class InstalledNginxReader
{
    private static readonly string[] UsualDirectories =
        ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/nginx/sbin", "/opt/nginx/sbin", "/usr/local/openresty/nginx/sbin"];

    /// <summary>The first nginx on the PATH or in the usual directories; Seen(null) when there is none.</summary>
    public static async Task<Section<NginxBuild?>> ReadAsync(BuildReader builds, CancellationToken cancellation)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(d => d.StartsWith('/'));
        foreach (var exe in onPath.Concat(UsualDirectories).Distinct().Select(d => Path.Combine(d, "nginx")))
        {
            if (FileFacts.TryRead(exe, follow: true, out var facts, out _) && facts.IsRegular && (facts.Mode & 0x49) != 0)
            {
                var build = await builds.ReadAsync(exe, exe, cancellation).ConfigureAwait(false);
                return build.IsSeen ? Section.Seen<NginxBuild?>(build.Seen) : new Section<NginxBuild?> { Blind = build.Blind };
            }
        }

        return Section.Seen<NginxBuild?>(null);
    }
}
