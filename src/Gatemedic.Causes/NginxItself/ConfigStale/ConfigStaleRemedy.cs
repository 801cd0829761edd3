using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Loads what is on disk.</summary>
internal static class ConfigStaleRemedy
{
    /// <summary>One remedy: a reload, which is sure to be taken where nginx itself says that it loads the files.</summary>
    public static ImmutableArray<Remedy> For(Scene scene, NginxInstance instance) =>
    [
        new Remedy
        {
            Id = "reload-nginx",
            Title = "Test the configuration and reload nginx",
            Commands = instance.ReloadCommands(scene),
            Loads = true,
            Risk = Risk.Low,
            Automatic = scene.TestOf(instance) is { Loads: true },
            Verify = "the workers are younger than the files, and the failing request answers",
            Undo = "put the old files back and reload nginx",
        },
    ];
}
