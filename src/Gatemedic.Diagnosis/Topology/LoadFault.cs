using System.Text;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Recognises the message with which nginx refuses a configuration, as the catalogue of signatures does.</summary>
public static class LoadFault
{
    /// <summary>The host of "host not found in upstream"; null for every other message.</summary>
    public static string? NameNotFound(string? message)
    {
        if (message is null || message.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        using var line = new MemoryStream(Encoding.UTF8.GetBytes($"2000/01/01 00:00:00 [emerg] 1#1: {message}\n"));
        var summary = LogTail.ReadErrors(line, new LogReading { Name = "nginx -t", Zone = TimeZoneInfo.Utc });
        return summary.Errors is [{ Signature: "host-not-found-in-upstream" } group] ? HostOf(group.Fields.GetValueOrDefault("name")) : null;
    }

    /// <summary>nginx names the upstream as it is written: "app.internal", "app.internal:3000", with the URI behind it.</summary>
    internal static string? HostOf(string? upstream) => upstream?.Split(':', '/')[0];
}
