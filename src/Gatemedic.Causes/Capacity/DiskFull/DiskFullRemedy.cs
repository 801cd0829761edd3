using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a full disk: make room, and until then have nginx write less.</summary>
internal static class DiskFullRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Scene scene, NginxInstance instance, Room? place, ImmutableArray<ErrorGroup> groups) =>
        [MakeRoom(place), .. Sparing(scene, instance, place, groups) is { } sparing ? [sparing] : ImmutableArray<Remedy>.Empty];

    private static Remedy MakeRoom(Room? place)
    {
        var mount = (place?.Space is { MountPoint: { Length: > 0 } found } ? found : "/var").Quoted();
        return new Remedy
        {
            Id = "make-room",
            Title = place?.Space is { FreeInodes: 0 } ? $"Remove files on {mount}: many small ones have used up its inodes" : $"Make room on {mount}",
            Commands = place?.Space is { FreeInodes: 0 }
                ? [$"df -i {mount}", $"du --inodes -x {mount} 2>/dev/null | sort -n | tail"]
                : [$"df -h {mount}", $"du -xh {mount} 2>/dev/null | sort -h | tail -n 20", $"find {mount} -xdev -type f -size +100M -printf '%s %p\\n' 2>/dev/null | sort -n | tail", "lsof +L1 2>/dev/null | head"],
            Risk = Risk.Medium,
            Verify = $"df -h {mount} and df -i {mount} show room, and the failing request is answered whole",
            Undo = "what was removed does not come back: look before",
        };
    }

    /// <summary>The setting that has nginx do without files on the routes that failed; null for the cache, and where no route is known.</summary>
    private static Remedy? Sparing(Scene scene, NginxInstance instance, Room? place, ImmutableArray<ErrorGroup> groups)
    {
        if (place is null || instance.Model() is not { } model || place.Path.Directive.EndsWith("_cache_path", StringComparison.Ordinal))
        {
            return null;
        }

        var isBody = place.Path.Directive == "client_body_temp_path";
        var passes = model.Passes.Where(p => Sparer(p, isBody) is not null && (isBody || place.Path.Directive.StartsWith(p.Protocol.DirectivePrefix(), StringComparison.Ordinal))).ToList();
        var edits = instance.Plan(passes.SelectMany(p => PassEdits.Set(p, Sparer(p, isBody)!)));
        return edits.IsEmpty ? null : new Remedy
        {
            Id = isBody ? "stream-request-bodies" : "keep-responses-in-memory",
            Title = isBody
                ? "Until then, have nginx hand request bodies on as they come (no second try at another peer, slow clients keep the application busy)"
                : "Until then, have nginx hold in memory what it cannot pass on, and slow the application down to the client's pace",
            Edits = edits,
            Commands = instance.ReloadCommands(scene),
            Risk = Risk.Medium,
            Verify = "the failing request is answered whole",
            Undo = "take the directive out again and reload nginx",
        };
    }

    private static Statement? Sparer(Pass pass, bool isBody) => pass.Protocol switch
    {
        Protocol.Stream or Protocol.Grpc or Protocol.Grpcs or Protocol.Memcached => null,
        _ => isBody ? Statement.Of(pass.Protocol.DirectivePrefix() + "request_buffering", "off") : Statement.Of(pass.Protocol.DirectivePrefix() + "max_temp_file_size", "0"),
    };
}
