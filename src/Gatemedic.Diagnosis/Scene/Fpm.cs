using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Diagnosis;

/// <summary>A pool of a running PHP-FPM, as its configuration files say.</summary>
public sealed record FpmPool
{
    /// <summary>Its name, "www".</summary>
    public required string Name { get; init; }

    /// <summary>File of its section, inside the root of its master.</summary>
    public required string File { get; init; }

    /// <summary>1-based line of its section.</summary>
    public required int Line { get; init; }

    /// <summary>The master process that runs it.</summary>
    public required int MasterPid { get; init; }

    /// <summary>Network namespace of that master; empty when not permitted to see.</summary>
    public string NetNs { get; init; } = "";

    /// <summary>What it sets, in order; $pool is put in. Environment and PHP values are left out, for they hold secrets.</summary>
    public ImmutableArray<FpmSetting> Settings { get; init; } = [];

    /// <summary>What it listens on: a socket path, a port, or an address with a port; empty when it says nothing.</summary>
    public string Listen => Setting("listen")?.Value ?? "";

    /// <summary>The setting of this name, null when it is not written. The last one counts.</summary>
    public FpmSetting? Setting(string name) => Settings.OrEmpty().LastOrDefault(s => s.Name == name);

    /// <summary>The change of its files that gives a setting another value, where that counts now; a setting that is not written goes to the pool's first file.</summary>
    public SettingEdit Set(string name, string value) => Setting(name) is { } setting
        ? new SettingEdit(setting.File, Name, name, setting.Written ?? setting.Value, value)
        : new SettingEdit(File, Name, name, null, value);

    /// <summary>A whole number, null when it is not written or is none.</summary>
    public int? Number(string name) =>
        int.TryParse(Setting(name)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A time ("30", "30s", "5m", "1h", "1d"), null when it is not written or is none; zero is PHP-FPM's "never".</summary>
    public TimeSpan? Time(string name)
    {
        var text = Setting(name)?.Value ?? "";
        var unit = text is [.., var last] ? last switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 } : 0;
        return int.TryParse(unit == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromSeconds((double)number * Math.Max(unit, 1))
            : null;
    }
}

/// <summary>A line of a pool's configuration.</summary>
/// <param name="Name">"pm.max_children".</param>
/// <param name="Value">Without quotes.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">1-based.</param>
/// <param name="Written">As it is written, where $pool stands in it; else null.</param>
public sealed record FpmSetting(string Name, string Value, string File, int Line, string? Written = null);
