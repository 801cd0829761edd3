namespace Gatemedic.Host;

/// <summary>Counts the descriptors of many processes without ever taking long over it.</summary>
internal sealed class DescriptorBudget
{
    // Some 30 ms of counting one by one.
    private int left = 100_000;

    /// <summary>How many a process has; null when not permitted to see, or when there are too many to count.</summary>
    /// <param name="directory">/proc/PID/fd.</param>
    public int? Count(string directory)
    {
        // From 6.2 on the size of the directory is the number (proc_readfd_count); before, it is 0 and they are counted.
        if (!FileFacts.TryRead(directory, follow: true, out var facts, out _) || facts.Size is > 0 and <= int.MaxValue)
        {
            return facts.Size > 0 ? (int)facts.Size : null;
        }

        var count = DescriptorReader.Count(directory, left);
        left -= count ?? 0;
        return count;
    }
}
