using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The buffer that a response header must fit on one route, as it is and as it should be.</summary>
/// <param name="Directive">proxy_buffer_size or its twin.</param>
/// <param name="Where">Where the present value comes from.</param>
/// <param name="Present">Bytes now.</param>
/// <param name="Wanted">Bytes that it should be.</param>
/// <param name="Settings">All directives that must change, so that nginx still loads.</param>
internal sealed record BufferPlan(string Directive, string Where, long Present, long Wanted, ImmutableArray<Statement> Settings)
{
    // One memory page on x86; what *_buffer_size and each of the 8 *_buffers are by default.
    private const long Page = 4096;
    private const long Usual = 16 * 1024;
    private const long DefaultCount = 8;

    /// <summary>Plans for one route; <paramref name="pass"/> is null when only a log names the target.</summary>
    public static BufferPlan For(Target target, Pass? pass, long? needed)
    {
        var prefix = target.Protocol.DirectivePrefix();
        var size = Value(target, pass, prefix + "buffer_size");
        var present = Bytes(size, 0) ?? Page;
        // A header that fits was another page's: of the one that failed only that it is larger is known.
        var wanted = Math.Max(2 * present, needed is { } bytes && bytes > present ? Rounded(bytes * 5 / 4) : Usual);
        return new BufferPlan(
            prefix + "buffer_size", size?.Where ?? "nginx default", present, wanted,
            [Statement.Of(prefix + "buffer_size", NginxUnits.FormatSize(wanted)), .. Companions(target, pass, prefix, wanted)]);
    }

    /// <summary>
    /// ngx_http_proxy_merge_loc_conf refuses a busy size below the larger of buffer_size and one buffer, or above all buffers
    /// minus one. Unset, it is twice the larger: with 8 buffers of 4k, 14k loads and 15k does not.
    /// </summary>
    private static IEnumerable<Statement> Companions(Target target, Pass? pass, string prefix, long wanted)
    {
        if (target.Protocol is Protocol.Grpc or Protocol.Grpcs or Protocol.Memcached)
        {
            yield break;
        }

        var buffers = Value(target, pass, prefix + "buffers");
        var (count, one) = (Number(buffers) ?? DefaultCount, Bytes(buffers, 1) ?? Page);
        var busySet = Value(target, pass, prefix + "busy_buffers_size") is { File: not null } set ? Bytes(set, 0) : null;
        var largest = Math.Max(wanted, one);
        var busy = busySet is { } fits && fits >= largest ? fits : 2 * largest;
        if (busy > (count - 1) * one)
        {
            // Four buffers of the new size leave room for twice that size to be busy.
            (count, one) = (Math.Max(count, 4), Math.Max(wanted, one));
            yield return Statement.Of(prefix + "buffers", $"{count}", NginxUnits.FormatSize(one));
            busy = Math.Min(busy, (count - 1) * one);
        }

        if (busySet is not null && busySet != busy)
        {
            yield return Statement.Of(prefix + "busy_buffers_size", NginxUnits.FormatSize(busy));
        }

        foreach (var name in (string[])[prefix + "temp_file_write_size", prefix + "max_temp_file_size"])
        {
            if (Value(target, pass, name) is { File: not null } other && Bytes(other, 0) is > 0 and var bytes && bytes < largest)
            {
                yield return Statement.Of(name, NginxUnits.FormatSize(2 * largest));
            }
        }
    }

    private static EffectiveValue? Value(Target target, Pass? pass, string directive) =>
        pass is null ? null : target.Instance.Model()?.Effective(pass, directive);

    private static long? Bytes(EffectiveValue? value, int word) => value?.Args.Length > word && NginxUnits.TryParseSize(value.Args[word], out var bytes) ? bytes : null;

    private static long? Number(EffectiveValue? value) => value is { Args: [var count, ..] } && int.TryParse(count, out var number) ? number : null;

    private static long Rounded(long bytes) => (bytes + Page - 1) / Page * Page;
}
