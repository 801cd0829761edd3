using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>A directory that nginx writes in, and the room that is left there.</summary>
/// <param name="Path">Which.</param>
/// <param name="Space">What was seen there; null when it was not looked at.</param>
internal sealed record Room(WrittenPath Path, SpaceFacts? Space)
{
    // A worker writes at least one buffer at a time (proxy_temp_file_write_size, 8k or 16k by default).
    private const long OneWrite = 16 * 1024;

    // proxy_max_temp_file_size and its twins.
    private const long DefaultLargest = 1L << 30;

    /// <summary>Nothing more can be written, or no further file made. A file system that is read-only is not full.</summary>
    public bool IsFull => Space is { ReadOnly: false, TotalBytes: > 0 } space && (space.FreeBytes < OneWrite || space.FreeInodes == 0);

    /// <summary>Of its file system: "64 MiB"; empty when it was not looked at.</summary>
    public string Size => Space is { } space ? Text(space.TotalBytes) : "";

    /// <summary>"tmpfs on /var/lib/nginx/proxy has 0 of 1 MiB and 12 of 64 inodes free".</summary>
    public string Describe() => Space is not { } space ? "" :
        $"{(space.FileSystem.Length > 0 ? space.FileSystem : "the file system")} on {(space.MountPoint.Length > 0 ? space.MountPoint : space.Directory)} has {Text(space.FreeBytes)} of {Text(space.TotalBytes)}" +
        $"{(space.TotalInodes is { } inodes ? $" and {space.FreeInodes} of {inodes} inodes" : "")} free";

    /// <summary>The largest file that nginx would write there on its routes.</summary>
    public long Needed(NginxInstance instance)
    {
        if (instance.Model() is not { } model)
        {
            return DefaultLargest;
        }

        var sizes = Path.Directive == "client_body_temp_path"
            ? model.Passes.Select(p => Bytes(model.Effective(p, "client_max_body_size"), 0))
            : model.Passes.Where(p => Path.Directive.StartsWith(p.Protocol.DirectivePrefix(), StringComparison.Ordinal))
                .Select(p => Bytes(model.Effective(p, p.Protocol.DirectivePrefix() + "max_temp_file_size"), DefaultLargest));
        return sizes.Select(s => s == 0 ? DefaultLargest : s).DefaultIfEmpty(DefaultLargest).Max();
    }

    private static long Bytes(EffectiveValue value, long standard) => value.Args is [var word, ..] && NginxUnits.TryParseSize(word, out var bytes) ? bytes : standard;

    private static string Text(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.#} GiB" : bytes >= 1L << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}
