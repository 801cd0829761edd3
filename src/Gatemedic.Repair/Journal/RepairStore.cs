using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Repair;

/// <summary>Where the repairs of this host are kept, the newest last; one at a time is at work.</summary>
/// <param name="root">The directory: /var/lib/gatemedic/repairs, or below the user's state directory.</param>
/// <param name="time">Clock.</param>
public sealed class RepairStore(string root, TimeProvider time)
{
    /// <summary>Without links, once it is there.</summary>
    private string Real => Libc.RealPath(root) ?? root;

    /// <summary>Takes the host for one repair; released when disposed, also by the kernel when the process dies.</summary>
    /// <exception cref="IOException">Another repair is at work, or nothing can be kept there.</exception>
    public IDisposable Lock()
    {
        var folder = StoreFolder.Open(root);
        try
        {
            if (!folder.TryLock())
            {
                throw new IOException($"another gatemedic repairs this host at this moment ({folder.Path} is locked); wait for it");
            }

            foreach (var unborn in Directory.EnumerateDirectories(folder.Path, "*" + RepairJournal.Unborn))
            {
                Directory.Delete(unborn, recursive: true);
            }

            return new Lease(folder);
        }
        catch
        {
            folder.Unlock();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>All repairs, the oldest first.</summary>
    /// <exception cref="InvalidDataException">One is damaged: what stands is not known, so nothing may be built on it.</exception>
    public ImmutableArray<RepairJournal> All() => Readable() is var (repairs, damaged) && damaged.IsEmpty ? repairs : throw new InvalidDataException(damaged[0]);

    /// <summary>All repairs that can be read, the oldest first, and what is wrong with each of the others.</summary>
    public (ImmutableArray<RepairJournal> Repairs, ImmutableArray<string> Damaged) Readable()
    {
        var (repairs, damaged) = (new List<RepairJournal>(), new List<string>());
        foreach (var folder in Folders().Order(StringComparer.Ordinal))
        {
            try
            {
                repairs.Add(RepairJournal.Open(folder, time));
            }
            catch (InvalidDataException e)
            {
                damaged.Add(e.Message);
            }
        }

        return ([.. repairs.OrderBy(j => j.Record.Number).ThenBy(j => j.Record.Id, StringComparer.Ordinal)], [.. damaged]);
    }

    /// <summary>Begins the journal of a repair.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was done.</exception>
    public RepairJournal Create(RepairRecord record, IReadOnlyDictionary<int, (byte[]? Before, byte[] After)> files)
    {
        var number = All().Select(j => j.Record.Number).DefaultIfEmpty().Max() + 1;
        try
        {
            return RepairJournal.Create(Real, record with { Number = number }, files, time);
        }
        catch (IOException e)
        {
            throw new IOException($"nothing was changed, for the journal cannot be begun: {e.Message}", e);
        }
    }

    /// <summary>A name for a repair that is not taken.</summary>
    public string NewId(string cause)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():yyyyMMdd-HHmmss}-{cause}");
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? id : $"{id}-{n}").First(name => !Path.Exists(Path.Combine(root, name)));
    }

    private IEnumerable<string> Folders() => Directory.Exists(root)
        ? Directory.EnumerateDirectories(Real).Where(d => !d.EndsWith(RepairJournal.Unborn, StringComparison.Ordinal))
        : [];

    private sealed class Lease(HeldDirectory folder) : IDisposable
    {
        public void Dispose()
        {
            folder.Unlock();
            folder.Dispose();
        }
    }
}
