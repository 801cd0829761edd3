using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>uWSGI drops a request whose variables, headers among them, do not fit its buffer-size, and says so in its log.</summary>
/// <param name="Size">Bytes of the largest request that it dropped.</param>
/// <param name="Most">Its buffer-size; 4096 unless its log tells.</param>
/// <param name="Because">Its own words.</param>
/// <param name="Source">Where they stand.</param>
internal sealed record OversizedRequest(int Size, int Most, string Because, string Source)
{
    private const int Default = 4096;

    // The length field has 16 bits; the sizes that HTTP's first letters make of it belong to protocol-mismatch.
    private const int Longest = 65_535;

    /// <summary>Null where nothing tells of one.</summary>
    public static OversizedRequest? Of(Target target) =>
        target.Protocol != Protocol.Uwsgi ? null
        : (from told in target.Told("uwsgi-block-size")
           from line in told.Events
           let size = Number(line.Fields.GetValueOrDefault("size"))
           let most = Number(line.Fields.GetValueOrDefault("max")) ?? Default
           where size > most && size <= Longest
           orderby size descending
           select new OversizedRequest(size.Value, most, $"{told.When}{line.Message.Trim()}", told.Log.Source)).FirstOrDefault();

    /// <summary>A buffer that holds it.</summary>
    public Remedy Enlarge()
    {
        var wanted = Math.Min(Longest, (Size / Default + 1) * Default);
        return new Remedy
        {
            Id = "raise-request-buffer",
            Title = $"Give uWSGI room for the request: buffer-size = {wanted} in its configuration (--buffer-size {wanted}), and restart it; or have clients send fewer and smaller cookies",
            Commands = ["grep -rn buffer-size /etc/uwsgi"],
            Risk = Risk.Low,
            Verify = "the same request is answered, and uWSGI's log has no new \"invalid request block size\"",
            Undo = "set the old value back and restart uWSGI",
        };
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
