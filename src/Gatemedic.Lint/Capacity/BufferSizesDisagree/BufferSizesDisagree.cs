using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Buffer sizes that contradict each other: nginx refuses them when it merges the block (ngx_http_proxy_merge_loc_conf and its twins).</summary>
public sealed class BufferSizesDisagree : ICheck
{
    private const long Page = 4096;

    private static readonly string[] Prefixes = ["proxy_", "fastcgi_", "uwsgi_", "scgi_"];
    private static readonly string[] Sizes = ["buffer_size", "buffers", "busy_buffers_size", "temp_file_write_size"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "buffer-sizes-disagree", CheckGroup.Capacity, LintSeverity.Error, "Buffer sizes contradict each other, so nginx refuses the configuration")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from prefix in Prefixes
        from size in Sizes
        from placed in subject.All(prefix + size)
        where !placed.IsStream
        let message = Contradiction(prefix, name => Value(subject, placed, prefix + name))
        where message is not null
        select Complaint.At(placed.Directive, message, Remedy(prefix));

    private static string? Contradiction(string prefix, Func<string, ImmutableArray<string>> value)
    {
        var header = Size(value("buffer_size"), 0) ?? Page;
        var (count, one) = value("buffers") is [var n, _] words && int.TryParse(n, out var many) ? (many, Size(words, 1) ?? Page) : (8, Page);
        var largest = Math.Max(header, one);
        var busy = Size(value("busy_buffers_size"), 0) ?? 2 * largest;
        var write = Size(value("temp_file_write_size"), 0) ?? 2 * largest;
        var (all, each) = (NginxUnits.FormatSize((count - 1) * one), NginxUnits.FormatSize(largest));
        return count < 2 ? $"there must be at least 2 {prefix}buffers"
            : busy < largest ? $"{prefix}busy_buffers_size is {NginxUnits.FormatSize(busy)}, less than the largest single buffer ({each})"
            : busy > (count - 1) * one ? $"{prefix}busy_buffers_size {(value("busy_buffers_size").IsEmpty ? "becomes" : "is")} {NginxUnits.FormatSize(busy)}, but all {prefix}buffers but one hold only {all}"
            : write < largest ? $"{prefix}temp_file_write_size is {NginxUnits.FormatSize(write)}, less than the largest single buffer ({each})"
            : null;
    }

    private static string Remedy(string prefix) =>
        $"raise {prefix}buffers with it: each buffer as large as {prefix}buffer_size, at least 4 of them, and leave {prefix}busy_buffers_size to nginx";

    /// <summary>The words that hold in the block of a directive.</summary>
    private static ImmutableArray<string> Value(LintSubject subject, PlacedDirective placed, string name) =>
        subject.Holding(placed.Around, name) is [var first, ..] ? first.Args : [];

    private static long? Size(ImmutableArray<string> words, int index) =>
        index < words.Length && NginxUnits.TryParseSize(words[index], out var size) ? size : null;
}
