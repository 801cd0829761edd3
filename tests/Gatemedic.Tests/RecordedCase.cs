using Gatemedic.Causes;
using Gatemedic.Diagnosis;

namespace Gatemedic;

/// <summary>Scenes recorded beside the causes, diagnosed in this process.</summary>
internal static class RecordedCase
{
    /// <summary>A port that is told wrong: one critical finding, three of three requests failed.</summary>
    public const string WrongPort = "Reaching/WrongPort/cases/lab-gunicorn.case";

    /// <summary>An application that is back: no finding, five of eight requests failed.</summary>
    public const string BackAgain = "Reaching/UpstreamDown/cases/lab-back-again.not.case";

    /// <summary>A configuration that is refused: degraded.</summary>
    public const string ReloadRefused = "NginxItself/ConfigInvalid/cases/lab-reload-refused.case";

    /// <summary>Where it lies.</summary>
    public static string At(string name) => Repository.Path("src", "Gatemedic.Causes", name);

    /// <summary>What it comes to.</summary>
    public static Diagnosis.Diagnosis Diagnose(string path)
    {
        using var file = File.OpenRead(path);
        return new DiagnosisEngine(CauseCatalog.All).Conclude(SceneFile.Read(file));
    }
}
