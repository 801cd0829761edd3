using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads what <c>nginx -t</c> prints when it could write nothing.</summary>
internal static partial class ConfigurationTestParser
{
    private const string What = "nginx -t";

    /// <summary>The outcome; blind when the failure may come of the test's own limits.</summary>
    /// <param name="text">Standard error.</param>
    /// <param name="asRoot">It ran with root's rights; without them what is denied says nothing about the master.</param>
    public static Section<ConfigurationTest> Parse(string text, bool asRoot)
    {
        if (text.Contains("test is successful", StringComparison.Ordinal))
        {
            return Section.Seen(new ConfigurationTest(true));
        }

        var isRead = text.Contains(" syntax is ok", StringComparison.Ordinal);
        if (Emergency().Match(text) is not { Success: true } match)
        {
            var last = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing";
            return isRead ? Section.Seen(new ConfigurationTest(true)) : Section.Blind<ConfigurationTest>(What, last.Trim(), "run as root: nginx -t");
        }

        var message = match.Groups["message"].Value;
        var limit = OwnLimit(message, asRoot);

        // After "syntax is ok" come the pid file, the temp directories, the logs and the sockets, which the test itself may not
        // write or open; up to there every directive, certificate and upstream name has been taken.
        if (isRead && (limit || message.StartsWith("bind() to ", StringComparison.Ordinal)))
        {
            return Section.Seen(new ConfigurationTest(true));
        }

        return limit
            ? Section.Blind<ConfigurationTest>(What, message, "run as root: nginx -t")
            : Section.Seen(new ConfigurationTest(
                false,
                message,
                match.Groups["file"] is { Success: true } file ? file.Value : null,
                int.TryParse(match.Groups["line"].Value, out var line) ? line : null));
    }

    /// <summary>The message tells of a read-only file system (ours), or without root's rights of missing ones; OpenSSL gives words but no number.</summary>
    private static bool OwnLimit(string message, bool asRoot)
    {
        string[] limits = asRoot
            ? ["(30: ", "Read-only file system"]
            : ["(30: ", "Read-only file system", "(1: ", "(13: ", "(22: ", "Permission denied"];
        return limits.Any(limit => message.Contains(limit, StringComparison.Ordinal));
    }

    // nginx: [emerg] MESSAGE in FILE:LINE; once the log is open with a time before and "PID#TID: " behind the level.
    [GeneratedRegex(@"\[emerg\] (?:\d+#\d+: )?(?<message>[^\r\n]*?)(?: in (?<file>/[^\r\n]*):(?<line>\d+))?\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Emergency();
}
