using System.Globalization;
using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

/// <summary>Lines of an access and an error log that tell of the same requests.</summary>
/// <param name="Errors">The error log.</param>
/// <param name="Accesses">The access log.</param>
/// <param name="Failed">How many of its requests failed.</param>
internal sealed record JoinedLines(string Errors, string Accesses, int Failed)
{
    internal const string Tries = "$time_iso8601 $remote_addr \"$request\" $status $request_time $upstream_addr $upstream_status $upstream_header_time";
    internal const string Refused = "connect() failed (111: Connection refused) while connecting to upstream";
    internal const string Closed = "upstream prematurely closed connection while reading response header from upstream";
    internal const string Slow = "upstream timed out (110: Connection timed out) while reading response header from upstream";

    /// <summary>Many requests alike, in disorder, some of their error lines damaged.</summary>
    internal static JoinedLines Random(Random random)
    {
        var errors = new StringBuilder();
        var accesses = new StringBuilder();
        int failed = 0;
        for (int i = 0; i < 200; i++)
        {
            int second = random.Next(60), status = new[] { 200, 502, 504, 499, 503, 500 }[random.Next(6)];
            failed += status == 200 ? 0 : 1;
            string uri = $"/{random.Next(6)}" + (random.Next(9) == 0 ? "\u00e9\"" : "");
            errors.Append(Damaged(Error(random.Next(60), random.Next(20), new[] { Refused, Closed, Slow }[random.Next(3)], uri, random.Next(2) == 0 ? "a:1" : "b:1"), random));
            accesses.Append(Access(second, uri.Replace("\u00e9", "\\xE9", StringComparison.Ordinal).Replace("\"", "\\x22", StringComparison.Ordinal),
                status, random.Next(2) == 0 ? "a:1" : "b:1, a:1", random.Next(2) == 0 ? $"{status}" : $"502, {status}", "-", random.Next(9)));
        }
        return new JoinedLines(errors.ToString(), accesses.ToString(), failed);
    }

    internal static string Error(int second, int connection, string message, string uri, string peer = "a:1") =>
        string.Create(CultureInfo.InvariantCulture, $"2026/10/03 12:00:{second:00} [error] 7#7: *{connection} {message}, client: 10.0.0.9, server: app.example,")
        + $" request: \"GET {uri} HTTP/1.1\", upstream: \"http://{peer}{(peer == "app" ? "" : uri)}\", host: \"app.example\"\n";

    internal static string Access(int second, string uri, int status, string peers, string statuses, string header = "-", int seconds = 0) =>
        $"2026-10-03T12:00:{second:00}+00:00 10.0.0.9 \"GET {uri} HTTP/1.1\" {status} {seconds}.000 {peers} {statuses} {header}\n";

    private static string Damaged(string line, Random random)
    {
        int at = random.Next(line.Length);
        return random.Next(8) switch { 0 => line[..at], 1 => line.Insert(at, "\0\n"), 2 => line.Insert(at, new string('x', 2100)), _ => line };
    }
}
