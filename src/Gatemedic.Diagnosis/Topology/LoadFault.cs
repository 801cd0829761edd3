using System.Collections.Immutable;
using System.Text;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Recognises the message with which nginx refuses a configuration, as the catalogue of signatures does.</summary>
public static class LoadFault
{
    // Rights of whoever runs the test, file systems that may not be written, a port in use: each says nothing about the configuration.
    private static readonly ImmutableArray<string> OfSurroundings =
    [
        "(1: Operation not permitted)", "(13: Permission denied)", "system library::Permission denied", "(30: Read-only file system)",
        "(98: Address already in use)", "still could not bind()",
    ];

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

    /// <summary>What fails is not the configuration but what surrounds the test.</summary>
    public static bool IsOfSurroundings(string message) => OfSurroundings.Any(words => message.Contains(words, StringComparison.Ordinal));

    /// <summary>What nginx itself said of the instance's configuration; null when it was not asked or could not be.</summary>
    public static ConfigurationTest? TestOf(this Scene scene, NginxInstance instance) =>
        (scene.AnswerTo(new TestConfiguration(instance.Id)) as ConfigurationAnswer)?.Result.Seen;

    /// <summary>nginx names the upstream as it is written: "app.internal", "app.internal:3000", with the URI behind it.</summary>
    internal static string? HostOf(string? upstream) => upstream?.Split(':', '/')[0];
}
