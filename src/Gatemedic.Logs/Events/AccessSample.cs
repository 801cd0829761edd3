namespace Gatemedic.Logs;

/// <summary>One access line kept whole.</summary>
/// <param name="Source"><c>access.log:88</c> or <c>access.log@offset</c>.</param>
/// <param name="Line">The line as written, at most 2048 bytes.</param>
/// <param name="Method">GET, ... or empty.</param>
/// <param name="Path">Request path without arguments, or empty.</param>
/// <param name="Host">$host or $http_host where the format has it.</param>
/// <param name="RequestTime">$request_time in seconds, null when the format lacks it.</param>
public sealed record AccessSample(string Source, string Line, string Method, string Path, string? Host, double? RequestTime);
