namespace Gatemedic.Logs;

/// <summary>Builds rows of the catalogue.</summary>
internal static class SignatureRow
{
    private const string Client = ", client: 10.0.0.9, server: app.example, request: \"GET /x HTTP/1.1\"";

    internal static Signature Row(string id, string status, int[] numbers, string[] forms, params SignatureSample[] samples) =>
        new(id, status, [.. numbers], [.. forms], [.. samples]);

    /// <summary>A line as it stands in a log, from the level on.</summary>
    internal static SignatureSample Line(string line, params string[] fields) => new(line, [.. fields]);

    /// <summary>A message while connecting to an upstream.</summary>
    internal static SignatureSample Connecting(string message, params string[] fields) => During(message, "connecting to upstream", fields);

    /// <summary>A message while the response header is read.</summary>
    internal static SignatureSample Reading(string message, params string[] fields) =>
        During(message, "reading response header from upstream", fields);

    /// <summary>A message while an upstream is dealt with.</summary>
    internal static SignatureSample During(string message, string action, params string[] fields) =>
        Line($"[error] 7#7: *1 {message} while {action}{Client}, upstream: \"http://127.0.0.1:3000/x\", host: \"app.example\"", fields);

    /// <summary>A message before any upstream was chosen.</summary>
    internal static SignatureSample Early(string message, params string[] fields) =>
        Line($"[error] 7#7: *1 {message}{Client}, host: \"app.example\"", fields);

    /// <summary>A message of a process, without a client.</summary>
    internal static SignatureSample Alone(string level, string message, params string[] fields) => Line($"[{level}] 7#7: {message}", fields);

    /// <summary>A message about the configuration.</summary>
    internal static SignatureSample Conf(string message, params string[] fields) =>
        Line($"[emerg] 7#7: {message} in /etc/nginx/nginx.conf:12", [.. fields, "file", "/etc/nginx/nginx.conf", "line", "12"]);
}
