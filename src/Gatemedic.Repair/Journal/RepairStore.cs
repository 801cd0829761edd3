using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Repair;

/// <summary>Where the repairs of this host are kept, the newest last; one at a time is at work.</summary>
/// <param name="root">The directory: /var/lib/gatemedic/repairs, or below the user's state directory.</param>
/// <param name="time">Clock.</param>
public sealed class RepairStore(string root, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Takes the host for one repair; released when disposed, also by the kernel when the process dies.</summary>
    /// <exception cref="IOException">Another repair is at work, or nothing can be kept there.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(root, OwnerOnly);
        File.SetUnixFileMode(root, OwnerOnly);
        try
        {
            // .NET takes flock(2) for it, which ends with the process.
            var file = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var unborn in Directory.EnumerateDirectories(root, "*" + RepairJournal.Unborn))
            {
                Directory.Delete(unborn, recursive: true);
            }

            return file;
        }
        catch (IOException e) when (e.Message.Contains("being used", StringComparison.Ordinal))
        {
            throw new IOException($"another gatemedic repairs this host at this moment ({root}/lock); wait for it", e);
        }
    }

    /// <summary>All repairs, the oldest first.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public ImmutableArray<RepairJournal> All() => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Where(d => !d.EndsWith(RepairJournal.Unborn, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(d => RepairJournal.Open(d, time))]
        : [];

    /// <summary>Begins the journal of a repair.</summary>
    public RepairJournal Create(RepairRecord record, IReadOnlyDictionary<int, (byte[]? Before, byte[] After)> files) => RepairJournal.Create(root, record, files, time);

    /// <summary>A name for a repair that is not taken.</summary>
    public string NewId(string cause)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():yyyyMMdd-HHmmss}-{cause}");
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? id : $"{id}-{n}").First(name => !Directory.Exists(Path.Combine(root, name)));
    }
}
