using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic.Commands;

/// <summary>Says why there is no configuration to work with, on standard error, and gives the exit code.</summary>
internal static class ConfigRefusal
{
    private const int PermissionDenied = 13;

    /// <summary>Nothing was named and nothing found.</summary>
    public static int NothingFound()
    {
        Console.Error.WriteLine("gatemedic: no nginx runs here and none is installed; name the configuration with --conf FILE");
        return ExitCode.Usage;
    }

    /// <summary>Standard input holds none.</summary>
    public static int NoneOnInput(InvalidDataException why)
    {
        Console.Error.WriteLine($"gatemedic: there is no configuration on standard input: {SafeText.Clean(why.Message)}");
        return ExitCode.Usage;
    }

    /// <summary>Files that only nginx may read were taken for empty: what they hold is not in the answer.</summary>
    public static void TellUnread(RecordingConfigFiles files, string mainPath)
    {
        foreach (var file in files.ToSnapshot(mainPath, "").Files.Where(f => f.Errno == PermissionDenied))
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(file.Path)} may not be read by this user and was taken for empty; run as root to have it looked at");
        }
    }

    /// <summary>nginx would not load it.</summary>
    /// <param name="faults">Why, in the order of the configuration.</param>
    /// <param name="source">The configuration.</param>
    /// <param name="files">Its files.</param>
    public static int Refused(ImmutableArray<ConfigError> faults, ConfigSource source, IConfigFiles files)
    {
        foreach (var fault in faults)
        {
            ConfigFaultRenderer.Render(fault, files.Read(fault.File), Console.Error);
        }

        return faults[0].File == source.MainPath && !files.Read(source.MainPath).IsRead ? ExitCode.Usage : ExitCode.Problem;
    }
}
