using System.Collections.Immutable;

namespace Gatemedic.Settings;

/// <summary>What a setting holds.</summary>
internal enum SettingKind
{
    /// <summary>One text.</summary>
    Text,

    /// <summary>One path; in a file, relative to the file's directory.</summary>
    Path,

    /// <summary>Several paths.</summary>
    Paths,

    /// <summary>true or false.</summary>
    Flag,
}

/// <summary>An option that can be set once and for all.</summary>
/// <param name="Name">In a file: "error-log".</param>
/// <param name="Option">The option that it stands for: "--error-log".</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Example">A value, as it is written in a file.</param>
internal sealed record Setting(string Name, string Option, SettingKind Kind, string Example)
{
    /// <summary>It says what to look at, and yields as a whole when the command line does.</summary>
    public bool IsPlace { get; init; }

    /// <summary>GATEMEDIC_ERROR_LOG.</summary>
    public string Variable => Prefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>How every variable of ours begins.</summary>
    public const string Prefix = "GATEMEDIC_";

    /// <summary>The name under which waivers stand in a file.</summary>
    public const string Waivers = "waivers";

    /// <summary>All of them, in the order in which they are told. Their descriptions are those of the options.</summary>
    public static ImmutableArray<Setting> All { get; } =
    [
        new("conf", "--conf", SettingKind.Path, "/etc/nginx/nginx.conf") { IsPlace = true },
        new("prefix", "--prefix", SettingKind.Path, "/usr/share/nginx") { IsPlace = true },
        new("error-log", "--error-log", SettingKind.Paths, "[/var/log/nginx/error.log]") { IsPlace = true },
        new("access-log", "--access-log", SettingKind.Paths, "[/var/log/nginx/access.log]") { IsPlace = true },
        new("log", "--log", SettingKind.Paths, "[/srv/shop/log/production.log]") { IsPlace = true },
        new("since", "--since", SettingKind.Text, "30m") { IsPlace = true },
        new("timeout", "--timeout", SettingKind.Text, "20"),
        new("format", "--format", SettingKind.Text, "json"),
        new("no-color", "--no-color", SettingKind.Flag, "true"),
        new("offline", "--offline", SettingKind.Flag, "true"),
        new("nagios-warning", "--warning", SettingKind.Text, "\"0\""),
        new("nagios-critical", "--critical", SettingKind.Text, "1%"),
    ];

    /// <summary>The setting of this name, or null.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}

/// <summary>A setting that somebody set.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Values">One value, or for paths any number.</param>
/// <param name="Source">Where: "/etc/gatemedic/gatemedic.yaml:3", "GATEMEDIC_CONF".</param>
internal sealed record SettingValue(Setting Setting, ImmutableArray<string> Values, string Source);

/// <summary>Something wrong with the settings.</summary>
/// <param name="Source">Where: a file and line, or a variable.</param>
/// <param name="Message">What, and what to do.</param>
internal sealed record SettingFault(string Source, string Message);
