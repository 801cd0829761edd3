using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads memory, swapping, pressure and file handles of the whole machine.</summary>
public static class MachineReader
{
    private const int FileLimit = 256 * 1024;

    // Long enough to see a machine that swaps, which reads thousands of pages a second, short enough to go unnoticed beside the rest.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>What /proc tells.</summary>
    public static Task<Section<MachineResources>> ReadAsync(CancellationToken cancellation) => ReadAsync("/proc", cancellation);

    internal static async Task<Section<MachineResources>> ReadAsync(string proc, CancellationToken cancellation)
    {
        var memory = Fields($"{proc}/meminfo");
        if (!memory.TryGetValue("MemTotal", out var total))
        {
            return Section.Blind<MachineResources>("memory of the machine", $"{proc}/meminfo does not tell", "");
        }

        var swap = memory.GetValueOrDefault("SwapTotal");
        var files = Text($"{proc}/sys/fs/file-nr").Split('\t');
        return Section.Seen(new MachineResources
        {
            MemoryBytes = total * 1024,
            AvailableBytes = memory.GetValueOrDefault("MemAvailable", memory.GetValueOrDefault("MemFree")) * 1024,
            SwapBytes = swap * 1024,
            SwapFreeBytes = memory.GetValueOrDefault("SwapFree") * 1024,
            SwapInPerSecond = swap == 0 ? null : await SwapInAsync($"{proc}/vmstat", cancellation).ConfigureAwait(false),
            MemorySome10 = Pressure($"{proc}/pressure/memory", "some"),
            MemoryFull10 = Pressure($"{proc}/pressure/memory", "full"),
            CpuSome10 = Pressure($"{proc}/pressure/cpu", "some"),
            IoSome10 = Pressure($"{proc}/pressure/io", "some"),
            OpenFiles = Number(files.ElementAtOrDefault(0)),
            FileMax = Number(files.ElementAtOrDefault(2)),
            Processors = Environment.ProcessorCount,
            Load = double.TryParse(Text($"{proc}/loadavg").Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load) ? load : 0,
        });
    }

    private static async Task<double> SwapInAsync(string vmstat, CancellationToken cancellation)
    {
        var before = Fields(vmstat).GetValueOrDefault("pswpin");
        await Task.Delay(Look, cancellation).ConfigureAwait(false);
        return Math.Max(0, Fields(vmstat).GetValueOrDefault("pswpin") - before) / Look.TotalSeconds;
    }

    /// <summary>"some avg10=0.12 avg60=... total=...".</summary>
    private static double? Pressure(string path, string kind)
    {
        const string Start = "avg10=";
        var word = Text(path).Split('\n').FirstOrDefault(l => l.StartsWith(kind + " ", StringComparison.Ordinal))?.Split(' ').FirstOrDefault(w => w.StartsWith(Start, StringComparison.Ordinal));
        return double.TryParse(word.AsSpan(Math.Min(Start.Length, word?.Length ?? 0)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : null;
    }

    /// <summary>"MemTotal:  24105 kB" and "pswpin 17".</summary>
    private static Dictionary<string, long> Fields(string path)
    {
        var fields = new Dictionary<string, long>();
        foreach (var words in Text(path).Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 1))
        {
            fields[words[0].TrimEnd(':')] = Number(words[1]);
        }

        return fields;
    }

    // fs.file-max may be the largest number of 64 bits.
    private static long Number(string? text) =>
        ulong.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (long)Math.Min(number, long.MaxValue) : 0;

    private static string Text(string path) => Encoding.UTF8.GetString(BoundedFile.Read(path, FileLimit, out _, out _) ?? []);
}
