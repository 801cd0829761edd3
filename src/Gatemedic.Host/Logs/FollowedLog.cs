namespace Gatemedic.Host;

/// <summary>
/// One log followed through its rotations. After a rename the old file is read on, because nginx writes there until it is told to reopen its
/// logs; after copytruncate the copy stands in for what was cut off.
/// </summary>
/// <param name="path">Absolute path as its nginx knows it.</param>
/// <param name="root">Root of that nginx's file system as we reach it.</param>
public sealed class FollowedLog(string path, string root = "/") : IDisposable
{
    private const int MostGenerations = 16;

    private readonly List<LogGeneration> _generations = [];
    private bool _isMissing;

    /// <summary>Absolute path as its nginx knows it.</summary>
    public string Path => path;

    /// <summary>The files that hold its lines, oldest first; their bytes stay as they are until the next look.</summary>
    public IReadOnlyList<LogGeneration> Generations => _generations;

    /// <summary>Sees what was written, cut off or rotated since the last look.</summary>
    /// <param name="since">Files last written before are left.</param>
    /// <returns>What a reader should know, in words to follow the path: that lines may be missing, that it was rotated.</returns>
    public IReadOnlyList<string> Look(DateTimeOffset since)
    {
        var said = new List<string>();
        try
        {
            Grow(said);
            Renew(said);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            said.Add("could not be read: " + e.Message);
        }

        while (_generations.Count > 1 && (_generations[0].Written < since || _generations.Count > MostGenerations))
        {
            _generations[0].Bytes.Dispose();
            _generations.RemoveAt(0);
        }

        return said;
    }

    /// <inheritdoc/>
    public void Dispose() => _generations.ForEach(g => g.Bytes.Dispose());

    private void Grow(List<string> said)
    {
        foreach (var generation in _generations.ToArray())
        {
            long before = generation.Bytes.Length ?? 0;
            if (generation.Look() && generation == _generations[^1])
            {
                said.Add(Copy(generation, before)
                    ? "was copied and cut off (copytruncate); lines written between the two are lost"
                    : "was cut off; lines that had not been read yet are lost");
            }
        }
    }

    /// <summary>Takes the copy that copytruncate has made of what was cut off.</summary>
    private bool Copy(LogGeneration cut, long length)
    {
        foreach (var older in RotatedNames.Beside(path, root))
        {
            if (Open(older) is not { } copy)
            {
                continue;
            }

            // It is the copy when it is new and has at least what was seen of the original.
            if (_generations.TrueForAll(g => g.Identity != copy.Identity) && copy.Written >= cut.Seen && copy.Bytes.Length >= length)
            {
                _generations.Insert(_generations.Count - 1, copy);
                return true;
            }

            copy.Bytes.Dispose();
        }

        return false;
    }

    private void Renew(List<string> said)
    {
        var there = FileFacts.TryRead(RootedPath.Resolve(root, path), follow: true, out var facts, out _);
        if (!there || !facts.IsRegular)
        {
            if (!_isMissing)
            {
                said.Add(_generations.Count == 0 ? "is not there yet" : "is gone; what is written to the old file is still read");
            }

            _isMissing = true;
            return;
        }

        _isMissing = false;
        if ((_generations.Count == 0 || _generations[^1].Identity != LogGeneration.IdentityOf(facts)) && Open(path) is { } next)
        {
            if (_generations.Count > 0)
            {
                said.Add("was rotated");
            }

            _generations.Add(next);
        }
    }

    private LogGeneration? Open(string name) => LogGeneration.Open(name, RootedPath.Resolve(root, name));
}
