using System.Text;
using System.Text.Json;

namespace Gatemedic.Repair;

/// <summary>
/// The directory of one repair: what is to be done, the files before and after, and a log that is on the disk before anything that follows
/// from it is done. A line that was cut off while it was written is as if it had never been begun.
/// </summary>
public sealed class RepairJournal
{
    private const string PlanName = "plan.json";
    private const string SumName = "plan.sum";
    private const string LogName = "journal";
    private readonly TimeProvider _time;
    private readonly List<JournalLine> _lines;

    private RepairJournal(string folder, RepairRecord record, List<JournalLine> lines, TimeProvider time) =>
        (Folder, Record, _lines, _time) = (folder, record, lines, time);

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>What is to be done.</summary>
    public RepairRecord Record { get; }

    /// <summary>What has happened, in order.</summary>
    public IReadOnlyList<JournalLine> Lines => _lines;

    /// <summary>How it stands.</summary>
    public RepairState State => _lines.LastOrDefault(l => l.Event is JournalEvent.Proved or JournalEvent.Unproved or JournalEvent.Undo or JournalEvent.RolledBack)?.Event switch
    {
        JournalEvent.Proved => RepairState.Proved,
        JournalEvent.Unproved => RepairState.Unproved,
        JournalEvent.RolledBack => Standing.Any() ? RepairState.PartlyRolledBack : RepairState.RolledBack,
        _ => RepairState.Unfinished,
    };

    /// <summary>What was last said about the whole of it; empty when nothing was.</summary>
    public string Summary => _lines.LastOrDefault(l => l.Text is not null && l.Operation is null)?.Text ?? "";

    /// <summary>Indices of the operations that may have had an effect and were not taken back.</summary>
    public IEnumerable<int> Standing
    {
        get
        {
            var standing = new SortedSet<int>();
            foreach (var line in _lines.Where(l => l.Operation is not null))
            {
                _ = line.Event switch
                {
                    JournalEvent.Begin or JournalEvent.Kept => standing.Add(line.Operation!.Value),
                    JournalEvent.Undone => standing.Remove(line.Operation!.Value),
                    _ => false,
                };
            }

            return standing;
        }
    }

    /// <summary>This is written of the operation.</summary>
    public bool Says(JournalEvent what, int operation) => _lines.Any(l => l.Operation == operation && l.Event == what);

    /// <summary>Writes the directory of a repair that is about to begin; it appears under its name when it is whole.</summary>
    /// <param name="root">Directory of all repairs.</param>
    /// <param name="record">What is to be done.</param>
    /// <param name="files">Content before and after, of each <see cref="FileOperation"/> by its index; before is null where the file is made.</param>
    /// <param name="time">Clock.</param>
    public static RepairJournal Create(string root, RepairRecord record, IReadOnlyDictionary<int, (byte[]? Before, byte[] After)> files, TimeProvider time)
    {
        using var all = HeldDirectory.Open(root);
        var (folder, unborn) = (Path.Combine(root, record.Id), record.Id + Unborn);
        all.MakeDirectory(unborn, OwnerOnly);
        using (var directory = HeldDirectory.Open(Path.Combine(root, unborn)))
        {
            foreach (var (index, (before, after)) in files)
            {
                directory.Write(Name(index, "after"), after, null);
                if (before is not null)
                {
                    directory.Write(Name(index, "before"), before, null);
                }
            }

            var plan = JsonSerializer.SerializeToUtf8Bytes(record, RecordContext.Default.RepairRecord);
            directory.Write(PlanName, plan, null);
            directory.Write(SumName, PlanSum(plan), null);
            directory.Write(LogName, [], null);
            directory.Sync();
        }

        all.Rename(unborn, record.Id);
        return new RepairJournal(folder, record, [], time);
    }

    /// <summary>Reads the directory of a repair.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a later version; the message says what to do.</exception>
    public static RepairJournal Open(string folder, TimeProvider time)
    {
        using var directory = HeldDirectory.Open(folder);
        var plan = directory.Read(PlanName)?.Content ?? throw Damaged(folder, $"{PlanName} is missing");
        // Before all else: a later version may keep everything else otherwise.
        if (VersionOf(plan) is > 1 and var later)
        {
            throw Later(folder, $"version {later}");
        }

        if (directory.Read(SumName)?.Content.AsSpan().SequenceEqual(PlanSum(plan)) != true)
        {
            throw Damaged(folder, $"{PlanName} is not what {SumName} says");
        }

        try
        {
            var record = JsonSerializer.Deserialize(plan, RecordContext.Default.RepairRecord) ?? throw Damaged(folder, $"{PlanName} is empty");
            var log = directory.Read(LogName)?.Content ?? throw Damaged(folder, $"{LogName} is missing");
            return new RepairJournal(folder, record, [.. JournalLines.Read(log, record.Operations.Length)], time);
        }
        catch (JsonException e)
        {
            throw Damaged(folder, $"{PlanName}: {e.Message}");
        }
        catch (FormatException e)
        {
            throw Damaged(folder, $"{LogName}: {e.Message}");
        }
        catch (NotSupportedException e)
        {
            throw Later(folder, e.Message);
        }
    }

    /// <summary>Adds a line, and returns when it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written; then it is as if it had never been tried.</exception>
    public void Add(JournalEvent what, int? operation = null, string? text = null)
    {
        var line = new JournalLine(_time.GetUtcNow(), what, operation, text);
        using var directory = HeldDirectory.Open(Folder);
        directory.Append(LogName, JournalLines.Write(line));
        _lines.Add(line);
    }

    /// <summary>The kept content of a file before or after; null where there was none.</summary>
    /// <exception cref="InvalidDataException">It is not what was kept.</exception>
    public byte[]? Content(int operation, bool before)
    {
        var file = (FileOperation)Record.Operations[operation];
        var hash = before ? file.Before : file.After;
        if (hash is null)
        {
            return null;
        }

        using var directory = HeldDirectory.Open(Folder);
        var name = Name(operation, before ? "before" : "after");
        return directory.Read(name)?.Content is { } content && ReplacedFile.Hash(content) == hash
            ? content
            : throw Damaged(Folder, $"{name} is not what was kept of {file.Path}");
    }

    internal const string Unborn = ".unborn";
    private const uint OwnerOnly = 0x1c0;

    private static string Name(int operation, string which) => $"{operation}.{which}";

    private static int? VersionOf(byte[] plan)
    {
        try
        {
            return JsonSerializer.Deserialize(plan, RecordContext.Default.RecordVersion)?.Version;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As sha256sum -c reads it.</summary>
    private static byte[] PlanSum(byte[] plan) => Encoding.UTF8.GetBytes($"{ReplacedFile.Hash(plan)}  {PlanName}\n");

    private static InvalidDataException Later(string folder, string what) => new($"{folder} was written by a later gatemedic ({what}); use that one");

    private static InvalidDataException Damaged(string folder, string what) =>
        new($"{folder}: {what}. The journal is damaged and nothing is done by it; compare its files *.before with those that plan.json names, put them back by hand, then move the directory away");
}
