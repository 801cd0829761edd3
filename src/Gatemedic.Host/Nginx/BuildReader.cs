using System.Collections.Concurrent;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>
/// Finds out what was compiled into nginx binaries. What <c>nginx -V</c> prints lies in the binary as text and is read from there:
/// that needs no running of a program that any user may have named nginx, and works for the binary of a container whose
/// libraries are not ours. Only where the text is not found is a binary of root's asked.
/// </summary>
public sealed class BuildReader
{
    private const int BinaryLimit = 256 * 1024 * 1024;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<(string, ulong, DateTimeOffset), Section<NginxBuild>> known = new();

    /// <summary>The build of a binary.</summary>
    /// <param name="path">The binary as we reach it: "/usr/sbin/nginx" or "/proc/PID/exe".</param>
    /// <param name="name">The binary as its own file system names it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Section<NginxBuild>> ReadAsync(string path, string name, CancellationToken cancellation)
    {
        if (!FileFacts.TryRead(path, follow: true, out var facts, out var errno))
        {
            return Blind(name, Errno.Text(errno));
        }

        var key = (name, facts.Inode, facts.ModifiedAt);
        if (!known.TryGetValue(key, out var build))
        {
            build = await AskAsync(path, name, facts, cancellation).ConfigureAwait(false);
            known.TryAdd(key, build);
        }

        return build;
    }

    private static async Task<Section<NginxBuild>> AskAsync(string path, string name, FileFacts facts, CancellationToken cancellation)
    {
        var bytes = BoundedFile.Read(path, BinaryLimit, out _, out var error);
        if (bytes is not null && NginxBuild.Parse(name, VersionText(bytes)) is { } found)
        {
            return Section.Seen(found);
        }

        if (!ExecutableTrust.MayRun(facts))
        {
            return Blind(name, bytes is null ? error : "holds no version text, and is not run because others than root may change it");
        }

        var output = await CommandReader.RunAsync(path, ["-V"], Bound, cancellation).ConfigureAwait(false);
        return NginxBuild.Parse(name, output.Errors) is { } asked ? Section.Seen(asked) : Blind(name, "nginx -V gave no version");
    }

    /// <summary>The two strings of ngx_show_version_info: the version, and the arguments of configure.</summary>
    internal static string VersionText(ReadOnlySpan<byte> binary) =>
        TextAt(binary, "nginx version: "u8, 200) + "\n" + TextAt(binary, "configure arguments:"u8, 32 * 1024);

    private static string TextAt(ReadOnlySpan<byte> binary, ReadOnlySpan<byte> start, int limit)
    {
        var at = binary.IndexOf(start);
        if (at < 0)
        {
            return "";
        }

        var text = binary[at..Math.Min(binary.Length, at + limit)];
        var end = text.IndexOfAny((byte)0, (byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    private static Section<NginxBuild> Blind(string name, string why) =>
        Section.Blind<NginxBuild>($"version of {name}", why, $"run as root: {name} -V");
}
