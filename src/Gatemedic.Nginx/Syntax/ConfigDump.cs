using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>The files of a configuration as <c>nginx -T</c> prints them one after the other; or one bare configuration, whose includes then count as empty.</summary>
public sealed class ConfigDump : IConfigFiles
{
    /// <summary>The most bytes that are read.</summary>
    public const int SizeLimit = 256 * 1024 * 1024;

    /// <summary>The name of a configuration that comes without one.</summary>
    public const string NoName = "/dev/stdin";

    private const int NoEntry = 2;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
    private readonly bool isBare;

    internal ConfigDump(ReadOnlyMemory<byte> text, IReadOnlyList<DumpHeader> headers)
    {
        isBare = headers.Count == 0;
        MainPath = isBare ? NoName : headers[0].Path;
        if (isBare)
        {
            files[MainPath] = text;
        }

        for (var i = 0; i < headers.Count; i++)
        {
            // nginx ends each file with a line feed of its own.
            var end = i + 1 < headers.Count ? headers[i + 1].Start - 1 : text.Length - (text.Span[^1] == '\n' ? 1 : 0);
            files[headers[i].Path] = text[headers[i].End..Math.Max(headers[i].End, end)];
        }
    }

    /// <summary>The main file: the first that nginx prints.</summary>
    public string MainPath { get; }

    /// <summary>Reads to the end of a stream.</summary>
    /// <exception cref="InvalidDataException">There is no configuration in it: it is empty, larger than <see cref="SizeLimit"/>, or nginx's refusal.</exception>
    public static ConfigDump Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new byte[64 * 1024];
        var length = 0;
        while (stream.Read(bytes.AsSpan(length)) is > 0 and var read)
        {
            length += read;
            if (length > SizeLimit)
            {
                throw new InvalidDataException($"it is larger than {SizeLimit / (1024 * 1024)} MiB");
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, bytes.Length * 2);
            }
        }

        return DumpReader.Read(bytes.AsMemory(0, length));
    }

    /// <inheritdoc/>
    public ConfigFile Read(string path) =>
        files.TryGetValue(path, out var content) ? new ConfigFile(path, content)
        : isBare ? new ConfigFile(path, default, null, NoEntry)
        : new ConfigFile(path, default, "it is not part of the output of nginx -T", NoEntry);

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern)
    {
        var parts = Parts(pattern);
        return [.. files.Keys.Where(path => Matches(parts, Parts(path))).Order(StringComparer.Ordinal)];
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(p => GlobPattern.Matches(p.First, p.Second));
}

/// <summary>A line <c># configuration file PATH:</c>.</summary>
/// <param name="Path">As nginx names it.</param>
/// <param name="Start">Offset of the line.</param>
/// <param name="End">Offset after its line feed.</param>
internal sealed record DumpHeader(string Path, int Start, int End);
