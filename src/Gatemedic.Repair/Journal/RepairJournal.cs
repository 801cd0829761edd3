using System.IO.Hashing;
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
        JournalEvent.RolledBack => _lines.Any(l => l.Event == JournalEvent.Kept) ? RepairState.PartlyRolledBack : RepairState.RolledBack,
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
                    JournalEvent.Begin => standing.Add(line.Operation!.Value),
                    JournalEvent.Undone or JournalEvent.Kept => standing.Remove(line.Operation!.Value),
                    _ => false,
                };
            }

            return standing;
        }
    }

    /// <summary>The operation was done to its end.</summary>
    public bool IsDone(int operation) => _lines.Any(l => l.Operation == operation && l.Event == JournalEvent.Done);

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

            directory.Write(PlanName, JsonSerializer.SerializeToUtf8Bytes(record, RecordContext.Default.RepairRecord), null);
            directory.Write(LogName, [], null);
        }

        all.Rename(unborn, record.Id);
        return new RepairJournal(folder, record, [], time);
    }

    /// <summary>Reads the directory of a repair.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a later version; the message says what to do.</exception>
    public static RepairJournal Open(string folder, TimeProvider time)
    {
        using var directory = HeldDirectory.Open(folder);
        RepairRecord record;
        try
        {
            record = JsonSerializer.Deserialize(directory.Read(PlanName)?.Content ?? [], RecordContext.Default.RepairRecord) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw Damaged(folder, $"{PlanName}: {e.Message}");
        }

        return record.Version == 1
            ? new RepairJournal(folder, record, ReadLines(folder, directory.Read(LogName)?.Content ?? []), time)
            : throw new InvalidDataException($"{folder} was written by a later gatemedic (version {record.Version}); use that one");
    }

    /// <summary>Adds a line, and returns when it is on the disk.</summary>
    public void Add(JournalEvent what, int? operation = null, string? text = null)
    {
        var line = new JournalLine(_time.GetUtcNow(), what, operation, text);
        var json = JsonSerializer.SerializeToUtf8Bytes(line, LineContext.Default.JournalLine);
        // In one write, after a line feed that ends a line which was cut off.
        var bytes = Encoding.UTF8.GetBytes($"\n{Sum(json)} {Encoding.UTF8.GetString(json)}\n");
        using var log = new FileStream(Path.Combine(Folder, LogName), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        log.Write(bytes);
        log.Flush(flushToDisk: true);
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

    /// <summary>A line may be cut off where the process or the machine died; whoever came next began with <see cref="JournalEvent.Undo"/>.</summary>
    private static List<JournalLine> ReadLines(string folder, byte[] log)
    {
        var lines = new List<JournalLine>();
        var broken = 0;
        foreach (var (text, number) in Encoding.UTF8.GetString(log).Split('\n').Where(t => t.Length > 0).Select((t, i) => (t, i + 1)))
        {
            var parts = text.Split(' ', 2);
            if (parts.Length < 2 || parts[0] != Sum(Encoding.UTF8.GetBytes(parts[1])))
            {
                broken = number;
                continue;
            }

            lines.Add(JsonSerializer.Deserialize(parts[1], LineContext.Default.JournalLine)!);
            if (broken > 0 && lines[^1].Event != JournalEvent.Undo)
            {
                throw Damaged(folder, $"{LogName}: line {broken} is broken");
            }

            broken = 0;
        }

        return lines;
    }

    private static string Name(int operation, string which) => $"{operation}.{which}";

    private static string Sum(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static InvalidDataException Damaged(string folder, string what) =>
        new($"{folder}: {what}. The journal is damaged and nothing is done by it; compare its files *.before with those that plan.json names, put them back by hand, then move the directory away");
}
