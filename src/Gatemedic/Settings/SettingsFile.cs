using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using YamlDotNet.Core;

namespace Gatemedic.Settings;

/// <summary>What one settings file says. The only place that knows YAML: nothing else makes the program load it.</summary>
internal sealed class SettingsFile
{
    private readonly string _path;
    private readonly List<SettingValue> _values = [];
    private readonly List<Waiver> _waivers = [];
    private readonly List<SettingFault> _faults = [];

    private SettingsFile(string path) => _path = path;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SettingValue> Values => _values;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Waiver> Waivers => _waivers;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<SettingFault> Faults => _faults;

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">Absolute path of the file.</param>
    public static SettingsFile Read(string text, string path)
    {
        var file = new SettingsFile(path);
        try
        {
            if (YamlTree.Read(text) is { } root)
            {
                file.Take(root);
            }
        }
        catch (YamlException fault)
        {
            file.Blame(fault.Start.Line, fault.InnerException?.Message ?? fault.Message);
        }

        return file;
    }

    private void Take(YamlPart root)
    {
        if (root.Pairs is null)
        {
            Blame(root.Line, "settings are written as NAME: VALUE");
            return;
        }

        foreach (var (name, line, value) in root.Pairs)
        {
            if (name == Setting.Waivers)
            {
                TakeWaivers(value);
            }
            else if (Setting.Find(name) is { } setting)
            {
                TakeValue(setting, line, value);
            }
            else
            {
                var meant = NearestWord.Of(name, Setting.All.Select(s => s.Name).Append(Setting.Waivers));
                Blame(line, $"there is no setting \"{name}\"{(meant is null ? "; \"gatemedic settings\" lists all" : $"; did you mean {meant}?")}");
            }
        }
    }

    private void TakeValue(Setting setting, long line, YamlPart value)
    {
        ImmutableArray<string> texts = setting.Kind == SettingKind.Paths && value.Items is { } items
            ? [.. items.Select(i => i.Text).OfType<string>()]
            : value.Text is { } text ? [text] : [];
        if (texts.Length != (value.Items?.Count ?? 1) || texts.Any(t => t.Length == 0))
        {
            Blame(value.Line, $"{setting.Name} takes {(setting.Kind == SettingKind.Paths ? "a path or a list of paths" : "one value")}, such as {setting.Example}");
            return;
        }

        _values.Add(new SettingValue(setting, setting.Kind is SettingKind.Path or SettingKind.Paths ? [.. texts.Select(Absolute)] : texts, $"{_path}:{line}"));
    }

    private void TakeWaivers(YamlPart list)
    {
        if (list.Items is null)
        {
            Blame(list.Line, "waivers is a list, each with code, a place (upstream, server or file), reason and until");
            return;
        }

        foreach (var item in list.Items)
        {
            if (WaiverReader.Read(item, $"{_path}:{item.Line}", Blame) is { } waiver)
            {
                _waivers.Add(waiver);
            }
        }
    }

    private string Absolute(string path) => Path.GetFullPath(path, Path.GetDirectoryName(_path)!);

    private void Blame(long line, string message) => _faults.Add(new SettingFault($"{_path}:{line}", message));
}
