using System.Text;

namespace Gatemedic.Host;

/// <summary>Reads in which zone a process writes times: TZ of its environment (nginx keeps that one), else the zone of its root, which in a container is seldom ours.</summary>
public static class ZoneReader
{
    private const int LargestEnvironment = 256 * 1024;
    private const string Zones = "/zoneinfo/";

    /// <summary>The zone; ours where it cannot be told.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="root">Root of its file system as we reach it.</param>
    public static TimeZoneInfo Of(int pid, string root)
    {
        var environment = Encoding.UTF8.GetString(BoundedFile.Read($"/proc/{pid}/environ", LargestEnvironment, out _, out _) ?? []);
        var variable = environment.Split('\0').FirstOrDefault(v => v.StartsWith("TZ=", StringComparison.Ordinal))?[3..];
        return variable is { Length: > 0 } ? Named(variable) : root == "/" ? TimeZoneInfo.Local : OfRoot(root);
    }

    private static TimeZoneInfo OfRoot(string root)
    {
        var folder = root.TrimEnd('/');
        return Links.Read(folder + "/etc/localtime") is { } target ? Named(target)
            : FileFacts.TryRead(folder + "/etc/localtime", follow: false, out _, out _) ? TimeZoneInfo.Local
            : FileFacts.TryRead(folder + "/etc", follow: true, out _, out _) ? TimeZoneInfo.Utc
            : TimeZoneInfo.Local;
    }

    // "Europe/Berlin", ":Europe/Berlin" or a path to it. Rules written out ("CET-1CEST") are not understood.
    private static TimeZoneInfo Named(string text)
    {
        var at = text.LastIndexOf(Zones, StringComparison.Ordinal);
        var name = at < 0 ? text.TrimStart(':') : text[(at + Zones.Length)..];
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Local;
    }
}
