namespace Gatemedic.Host;

/// <summary>
/// Reads the zone of a root, which in a container is seldom ours. TZ of nginx's environment would come first, but nginx writes its title over it
/// (ngx_init_setproctitle).
/// </summary>
public static class ZoneReader
{
    private const string Zones = "/zoneinfo/";

    /// <summary>The zone; ours where it cannot be told.</summary>
    /// <param name="root">Root of the file system as we reach it.</param>
    public static TimeZoneInfo Of(string root)
    {
        var folder = root.TrimEnd('/');
        return root == "/" ? TimeZoneInfo.Local
            : Links.Read(folder + "/etc/localtime") is { } target ? Named(target)
            : FileFacts.TryRead(folder + "/etc/localtime", follow: false, out _, out _) ? TimeZoneInfo.Local
            : FileFacts.TryRead(folder + "/etc", follow: true, out _, out _) ? TimeZoneInfo.Utc
            : TimeZoneInfo.Local;
    }

    private static TimeZoneInfo Named(string target) =>
        target.LastIndexOf(Zones, StringComparison.Ordinal) is >= 0 and var at && TimeZoneInfo.TryFindSystemTimeZoneById(target[(at + Zones.Length)..], out var zone)
            ? zone
            : TimeZoneInfo.Local;
}
