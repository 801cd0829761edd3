using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a configuration that does not load: the edit where the slip is plain, else the place.</summary>
internal static class ConfigInvalidRemedy
{
    /// <summary>One remedy.</summary>
    public static ImmutableArray<Remedy> For(Scene scene, NginxInstance instance, Fault fault, bool isDown)
    {
        var after = isDown ? instance.StartCommands(scene) : instance.ReloadCommands(scene);
        return Slip.Find(instance, fault.File, fault.Line) is { } slip
            ?
            [
                new Remedy
                {
                    Id = "correct-slip",
                    Title = slip.Text,
                    Edits = [slip.Edit],
                    Steps = isDown ? [instance.StartStep(scene)] : [],
                    Commands = after,
                    Risk = Risk.Low,
                    Automatic = true,
                    Verify = "nginx -t says that the test is successful",
                    Undo = "put the old text back; an nginx that runs is not touched by it",
                },
            ]
            :
            [
                new Remedy
                {
                    Id = "correct-line",
                    Title = $"Correct {fault.Where}: {fault.Hint ?? fault.Message}",
                    Commands = after,
                    Risk = Risk.Low,
                    Verify = "nginx -t says that the test is successful",
                    Undo = "put the old text back; an nginx that runs is not touched by it",
                },
            ];
    }
}
