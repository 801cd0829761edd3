namespace Gatemedic.Logs.Tests.Joining;

/// <summary>A request to the stage.</summary>
/// <param name="Target">As it is sent.</param>
/// <param name="Truth">Why it will fail, or "ok".</param>
/// <param name="Fault">What the application is told to do.</param>
internal sealed record Asked(string Target, string Truth, string Fault = "")
{
    /// <summary>Path of requests that are all alike: only what the application does tells them apart.</summary>
    internal const string Alike = "/app/alike";

    private static readonly string[] ByApplication =
    [
        "premature-close", "reset", "too-big-header", "invalid-header", "not-http", "upstream-returned-500", "upstream-returned-502",
        "upstream-returned-503", "upstream-returned-504", "premature-close-body", "reset-body", "invalid-body", "read-timeout", "client-gave-up",
        "body-timeout",
    ];

    private static readonly (string Path, string Truth, string Fault)[] ByLocation =
    [
        ("/refused", "connection-refused", ""), ("/sock", "socket-missing", ""), ("/pair", "ok", ""), ("/pair", "premature-close", "premature-close"),
        ("/dying", "connection-refused", "premature-close"), ("/dying", "ok", ""), ("/pair", "upstream-returned-502", "upstream-returned-502"),
        ("/lost", "no-live-upstreams", ""), ("/tls", "tls-timeout", ""), ("/queue", "connect-timeout", ""), ("/name", "name-not-resolved", ""),
        ("/noresolver", "resolver-missing", ""), ("/cycle", "redirection-cycle", ""), ("/return", "returned-by-nginx", ""), ("/limit", "limit-req", ""),
        ("/auth", "connection-refused", ""), ("/authown", "auth-request-status", ""), ("/mirror", "ok", ""), ("/mirror", "reset", "reset"),
        ("/again", "ok", ""), ("/again", "invalid-header", "invalid-header"), ("/pair", "premature-close-body", "premature-close-body"),
        ("/refused/\u00c3\u00a9\"\\x/", "connection-refused", ""), ("/refused/" + new string('a', 2200) + "/", "connection-refused", ""),
    ];

    /// <summary>The visitor's requests in an order of its own: each way to fail twice, among as many that do not, and a set that are all alike.</summary>
    internal static Asked[] Shuffled(int visitor)
    {
        var asked = new List<Asked>();
        for (int round = 0; round < 2; round++)
        {
            asked.AddRange(ByLocation.Select((l, i) => new Asked($"{l.Path}/{visitor}-{round}-{i}?q={round}", l.Truth, l.Fault)));
            asked.AddRange(ByApplication.Select((f, i) => new Asked($"/app/{visitor}-{round}-{i}", f, f)));
            asked.AddRange(ByApplication.Where(f => f is not ("read-timeout" or "body-timeout")).Select(f => new Asked(Alike, f, f)));
            asked.AddRange(Enumerable.Range(0, 30).Select(i => new Asked(i % 3 == 0 ? Alike : $"/app/{i % 5}", "ok")));
        }
        var random = new Random(visitor);
        return [.. asked.OrderBy(_ => random.Next())];
    }
}
