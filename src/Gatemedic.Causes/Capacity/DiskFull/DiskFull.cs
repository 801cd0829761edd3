using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>nginx cannot write a buffered body or response: the file system of its temporary files or cache has no room or no inode left.</summary>
[NoAutomaticFix("which files may go, or where else there is room, is for a person to say")]
public sealed class DiskFull : ICause
{
    private const int NoSpace = 28;
    private const int Quota = 122;

    // Refused for want of rights: the same lines, another cause.
    private static readonly int[] Refusals = [1, 13, 30];

    private static readonly string[] Writing = ["write-file-failed", "open-failed", "mkdir-failed", "write-file-short"];

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("disk-full", CauseGroup.Capacity);

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        foreach (var instance in scene.Instances)
        {
            var groups = scene.Complaints(instance, IsMeant);
            var rooms = WrittenPath.Of(instance).Select(p => new Room(p, p.Space(scene, instance))).ToImmutableArray();
            if (!groups.IsEmpty || rooms.Any(r => r.IsFull))
            {
                yield return Judge(scene, instance, groups, rooms);
            }
        }
    }

    private static bool IsMeant(ErrorGroup group) =>
        Writing.Contains(group.Signature) && (group.Errno is NoSpace or Quota || group.Signature == "write-file-short" || IsRefusal(group));

    /// <summary>A file that the worker may not make, as opposed to one that it may not read.</summary>
    private static bool IsRefusal(ErrorGroup group) => group.Errno is { } errno && Refusals.Contains(errno) && group.Level() == "crit";

    private static Verdict Judge(Scene scene, NginxInstance instance, ImmutableArray<ErrorGroup> all, ImmutableArray<Room> rooms)
    {
        var verdict = new Verdict(instance);
        var groups = all.Where(g => !IsRefusal(g)).ToImmutableArray();
        var file = groups.Select(g => g.Fields.GetValueOrDefault("path")).FirstOrDefault(p => p is not null);
        var place = file is null ? rooms.FirstOrDefault(r => r.IsFull) : rooms.FirstOrDefault(r => r.Path.Holds(file));
        if (groups.IsEmpty && place is null)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Log, all[0].Says($"{all[0].AsWritten()}: a matter of rights, not of room"), all[0].Samples[0].Source);
        }

        if (!groups.IsEmpty)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Log, $"{groups.Span()}: {groups[0].AsWritten()}{(groups[0].Action is { } action ? $" while {action}" : "")}", groups[0].Samples[0].Source);
        }

        AddRoom(verdict, scene, instance, groups, place);
        var where = place?.Space is { MountPoint: { Length: > 0 } mount } ? $"on {mount}" : file is not null ? $"for {Path.GetDirectoryName(file)}" : "";
        verdict.Severity = groups.IsEmpty ? Severity.Warning : null;
        verdict.Title = place?.Space is { FreeInodes: 0, FreeBytes: > 0 }
            ? $"No inode is left {where}, so nginx cannot make {What(place)}"
            : groups.Length > 0 && groups[0].Errno == Quota ? $"The disk quota {where} is used up, so nginx cannot write {What(place)}"
            : place is null or { IsFull: true }
                ? $"There is no room left {where}, so nginx cannot write {What(place)}"
                : $"There is not room enough {where}{(place.Size.Length > 0 ? $" ({place.Size})" : "")} for {What(place)}";
        verdict.Explanation =
            "nginx keeps in files what does not fit its buffers: a request's body before it goes to the upstream, a response that the client takes more slowly than it comes, and the cache. " +
            $"{(place is null ? "The file system of one of those directories" : $"The file system of {place.Path.Directive} ({place.Path.Path})")} cannot take more. " +
            "A body that cannot be written gives 500, a response is cut off in the middle, although the application answered well.";
        verdict.Remedies = DiskFullRemedy.For(scene, instance, place, groups);
        return verdict;
    }

    private static void AddRoom(Verdict verdict, Scene scene, NginxInstance instance, ImmutableArray<ErrorGroup> groups, Room? place)
    {
        if (place?.Space is not { } space)
        {
            return;
        }

        var source = $"df -h {space.Directory}; df -i {space.Directory}";
        if (place.IsFull)
        {
            // Where the log lies on the same file system, it is silent too.
            verdict.For(groups.IsEmpty ? Weigh.Decisive : Weigh.Strong, EvidenceKind.Kernel, place.Describe(), source);
            if (groups.IsEmpty)
            {
                verdict.Against(Weigh.Slight, EvidenceKind.Log, "no request is known to have failed of it yet", "error log");
            }
        }
        else if (space.FreeBytes >= place.Needed(instance) && space.FreeInodes is not 0)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, $"{place.Describe()}: enough for the largest file that nginx would write", source);
        }
        else
        {
            // What did not fit is removed at once, so the room that was wanting is there again.
            verdict.Weighs(
                scene.IsFresh(groups[0]) ? Weigh.Slight : -Weigh.Moderate, EvidenceKind.Kernel,
                $"{place.Describe()}, and nginx may write a file of {place.Needed(instance) >> 20} MiB there", source);
        }
    }

    private static string What(Room? place) => place?.Path.Directive switch
    {
        "client_body_temp_path" => "request bodies",
        { } name when name.EndsWith("_cache_path", StringComparison.Ordinal) => "its cache",
        { } => "responses that it buffers",
        null => "temporary files",
    };
}
