using System.Globalization;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Writes a failed request on one line.</summary>
internal static class FailedRequestOutput
{
    /// <summary>For a person, or as JSON.</summary>
    public static void Write(FailedRequest request, string format, TextWriter output)
    {
        if (format == "json")
        {
            FailedRequestJsonRenderer.Render(request, output);
        }
        else
        {
            output.WriteLine(Line(request));
        }
    }

    private static string Line(FailedRequest request)
    {
        var asked = $"{request.Method} {request.Host}{request.Uri}".Trim();
        var peers = string.Join(", ", request.Tries.Select(t => t.Status is { } status && status != request.Status ? $"{t.Peer} ({status})" : t.Peer));
        var seconds = request.Seconds is { } took ? string.Create(CultureInfo.InvariantCulture, $" after {took:0.###} s") : "";
        var doubt = request.Others.IsEmpty ? "" : $"; or {string.Join(" or ", request.Others.Select(o => o.Title))}";
        return SafeText.Clean($"{request.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss} {request.Status?.ToString(CultureInfo.InvariantCulture) ?? "-"} {request.Reason.Title}{doubt}{seconds}: {asked}{(peers.Length > 0 ? " -> " + peers : "")}");
    }
}
