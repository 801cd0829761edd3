using System.Text.Json;

namespace Gatemedic.Rendering;

/// <summary>Tells the settings: a line each with where it comes from, files, waivers.</summary>
internal static class SettingsRenderer
{
    private const int NameWidth = 17;
    private const int ValueWidth = 32;

    /// <summary>Text, or one JSON object.</summary>
    public static void Render(SettingsDocument document, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(document, SettingsJson.Default.SettingsDocument));
            return;
        }

        foreach (var setting in document.Settings)
        {
            var value = setting.Values.Count == 0 ? "-" : SafeText.Clean(string.Join(", ", setting.Values));
            output.WriteLine($"{setting.Name.PadRight(NameWidth)}{value.PadRight(ValueWidth)} {SafeText.Clean(setting.Source)}");
        }

        output.WriteLine();
        foreach (var file in document.Files)
        {
            output.WriteLine($"{(file.Exists ? "read" : "not there").PadRight(NameWidth)}{SafeText.Clean(file.Path)}");
        }

        foreach (var waiver in document.Waivers)
        {
            var place = string.Join(", ", new[] { waiver.Upstream, waiver.Server, waiver.File }.OfType<string>());
            var until = waiver.Expired ? $"holds no longer, since {waiver.Until}" : $"until {waiver.Until}";
            output.WriteLine($"{(waiver.Expired ? "expired" : "waived").PadRight(NameWidth)}{waiver.Code} ({SafeText.Clean(place)}) {until}: {SafeText.Clean(waiver.Reason)} [{SafeText.Clean(waiver.Source)}]");
        }
    }
}
