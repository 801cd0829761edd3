using System.Collections;
using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;

namespace Gatemedic.Settings;

/// <summary>What files and environment set for every run: later sources go before earlier ones, and waivers add up.</summary>
internal sealed record UserSettings
{
    /// <summary>Settings of the host.</summary>
    public const string SystemFile = "/etc/gatemedic/gatemedic.yaml";

    /// <summary>Those of this process, read once when they are first asked for.</summary>
    public static Lazy<UserSettings> OfThisRun { get; } = new(() => Read(Files(), Environment.GetEnvironmentVariables()));

    /// <summary>Files that were looked for, and whether each is there.</summary>
    public required ImmutableArray<(string Path, bool Exists)> Sources { get; init; }

    /// <summary>What holds, in the order of the table.</summary>
    public required ImmutableArray<SettingValue> Values { get; init; }

    /// <summary>In the order of the files.</summary>
    public required ImmutableArray<Waiver> Waivers { get; init; }

    /// <summary>What is wrong with them.</summary>
    public required ImmutableArray<SettingFault> Faults { get; init; }

    /// <summary>Reads files, then the environment.</summary>
    /// <param name="files">Paths, the weakest first.</param>
    /// <param name="variables">The environment.</param>
    public static UserSettings Read(ImmutableArray<string> files, IDictionary variables)
    {
        var (values, waivers, faults, sources) = (new Dictionary<Setting, SettingValue>(), new List<Waiver>(), new List<SettingFault>(), new List<(string, bool)>());
        foreach (var path in files)
        {
            var text = PlainFileReader.Read(path, out var refused);
            sources.Add((path, text is not null || refused is not null));
            if (refused is not null)
            {
                faults.Add(new SettingFault(path, refused));
            }

            if (text is not null)
            {
                var file = SettingsFile.Read(text, path);
                waivers.AddRange(file.Waivers);
                faults.AddRange(file.Faults);
                foreach (var value in file.Values)
                {
                    values[value.Setting] = value;
                }
            }
        }

        foreach (var (name, value) in variables.Cast<DictionaryEntry>().Select(e => ((string)e.Key, (string?)e.Value ?? "")).Where(e => e.Item1.StartsWith(Setting.Prefix, StringComparison.Ordinal)))
        {
            if (Setting.All.FirstOrDefault(s => s.Variable == name) is { } setting)
            {
                if (value.Length > 0)
                {
                    values[setting] = new SettingValue(setting, setting.Kind == SettingKind.Paths ? [.. value.Split(':', StringSplitOptions.RemoveEmptyEntries)] : [value], name);
                }
            }
            else if (Meant(name) is { } meant)
            {
                faults.Add(new SettingFault(name, $"there is no such variable; did you mean {meant}?"));
            }
        }

        return new UserSettings
        {
            Sources = [.. sources],
            Values = [.. Setting.All.Where(values.ContainsKey).Select(s => values[s])],
            Waivers = [.. waivers],
            Faults = [.. faults],
        };
    }

    /// <summary>Others may have variables that begin as ours do; one that is nearly ours is a slip.</summary>
    private static string? Meant(string variable) =>
        NearestWord.Of(variable[Setting.Prefix.Length..], Setting.All.Select(s => s.Variable[Setting.Prefix.Length..].ToLowerInvariant())) is { } near
            ? Setting.Prefix + near.ToUpperInvariant()
            : null;

    private static ImmutableArray<string> Files()
    {
        var home = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg
            : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } own ? Path.Combine(own, ".config")
            : null;
        return home is null ? [SystemFile] : [SystemFile, Path.Combine(home, "gatemedic", "gatemedic.yaml")];
    }
}
