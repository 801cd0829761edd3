using System.Text;

namespace Gatemedic.Logs.Tests;

/// <summary>Reads text as a log of any mixture, and keeps what is found.</summary>
internal sealed class Mixed : IMixedRecords
{
    internal List<string> Errors { get; } = [];

    internal List<(string Line, AccessFormat Format)> Accesses { get; } = [];

    internal List<WitnessEvent> Witnesses { get; } = [];

    internal List<MixedPlace> Places { get; } = [];

    internal long UnknownLines { get; private set; }

    internal static Mixed Read(string text, DateTimeOffset? written = null, TimeZoneInfo? zone = null, params AccessFormat[] formats)
    {
        var found = new Mixed();
        var reader = new MixedLineReader(new MixedSettings { Name = "mixed.log", Written = written, Zone = zone ?? TimeZoneInfo.Utc, Formats = [.. formats] }, found);
        int number = 0, offset = 0;
        string[] lines = text.Split('\n');
        foreach (string line in lines[..^(lines[^1].Length == 0 ? 1 : 0)])
        {
            reader.Read(Encoding.Latin1.GetBytes(line), offset, ++number);
            offset += line.Length + 1;
        }
        reader.Flush();
        return found;
    }

    internal static Mixed Corpus(string name)
    {
        using var log = Logs.Corpus(name);
        using var reader = new StreamReader(log, Encoding.Latin1);
        return Read(reader.ReadToEnd());
    }

    /// <summary>How often each signature was found, in alphabetical order.</summary>
    internal string Signatures => string.Join(", ", Witnesses.GroupBy(w => w.Program + " " + w.Signature).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"));

    public void Error(ReadOnlySpan<byte> record, in MixedPlace place)
    {
        Errors.Add(Logs.Text(record));
        Places.Add(place);
    }

    public void Access(ReadOnlySpan<byte> line, AccessFormat format, in MixedPlace place)
    {
        Accesses.Add((Logs.Text(line), format));
        Places.Add(place);
    }

    public void Witness(WitnessEvent witness) => Witnesses.Add(witness);

    public void Unknown(long lines) => UnknownLines += lines;
}
