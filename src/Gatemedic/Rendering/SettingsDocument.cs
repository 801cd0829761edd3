using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Gatemedic.Manual;
using Gatemedic.Settings;

namespace Gatemedic.Rendering;

/// <summary><c>gatemedic/settings/1</c>.</summary>
internal sealed record SettingsDocument(
    string Schema, IReadOnlyList<SettingsFileDocument> Files, IReadOnlyList<SettingDocument> Settings, IReadOnlyList<SettingsWaiverDocument> Waivers)
{
    /// <summary>Where a value comes from that nobody set.</summary>
    public const string Unset = "default";

    /// <summary>The settings as of a day.</summary>
    public static SettingsDocument Of(UserSettings settings, Command root, DateOnly today) => new(
        "gatemedic/settings/1",
        [.. settings.Sources.Select(s => new SettingsFileDocument(s.Path, s.Exists))],
        [.. Setting.All.Select(s => Told(s, settings.Values.FirstOrDefault(v => v.Setting == s), root))],
        [.. settings.Waivers.Select(w => new SettingsWaiverDocument(
            w.Cause, w.Upstream, w.Server, w.File, w.Reason, w.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), today > w.Until, w.Source))]);

    /// <summary>The option that a setting stands for, of the first command that has it.</summary>
    public static Option OptionOf(Setting setting, Command root) =>
        root.Subcommands.SelectMany(c => c.Options).First(o => o.Name == setting.Option);

    private static SettingDocument Told(Setting setting, SettingValue? value, Command root)
    {
        var option = OptionOf(setting, root);
        var values = value?.Values ?? (!option.IsFlag() && option.HasDefaultValue && option.GetDefaultValue()?.ToString() is { Length: > 0 } usual ? ImmutableArray.Create(usual) : []);
        return new SettingDocument(setting.Name, values, value?.Source ?? Unset, setting.Option, setting.Variable);
    }
}

/// <summary>A file that was looked for.</summary>
internal sealed record SettingsFileDocument(string Path, bool Exists);

/// <summary>A setting with the values that hold; none where nothing is set.</summary>
internal sealed record SettingDocument(string Name, IReadOnlyList<string> Values, string Source, string Option, string Variable);

/// <summary>A waiver.</summary>
internal sealed record SettingsWaiverDocument(
    string Code, string? Upstream, string? Server, string? File, string Reason, string Until, bool Expired, string Source);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SettingsDocument))]
internal sealed partial class SettingsJson : JsonSerializerContext;
