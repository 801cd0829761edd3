using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The configuration on disk does not load.</summary>
public sealed class ConfigInvalid : ICause
{
    private const int LongestQuote = 120;

    private static readonly string[] Signatures = ["config-error", "proxy-config-error", "ssl-config-error", "invalid-upstream-address", "invalid-url-prefix", "no-port-in-upstream"];

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("config-invalid", CauseGroup.NginxItself)
    {
        Explains = ["nginx-down", "config-stale"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        foreach (var instance in scene.Instances.Where(i => i.Configuration.IsSeen))
        {
            var test = scene.TestOf(instance);
            var fault = Fault.Of(test, instance);
            var logged = Logged(instance);
            if (fault is not null || logged is not null)
            {
                yield return Judge(scene, instance, test, fault ?? Fault.Of(logged!), logged);
            }
        }
    }

    private static Verdict Judge(Scene scene, NginxInstance instance, ConfigurationTest? test, Fault fault, ErrorGroup? logged)
    {
        var verdict = new Verdict(instance);
        AddTest(verdict, test, fault);
        if (logged is not null)
        {
            verdict.For(test is null ? Weigh.Strong : Weigh.Slight, EvidenceKind.Log, logged.Says($"nginx refused to load: {logged.Samples[0].Message}"), logged.Samples[0].Source);
        }

        if (Quote(instance, fault) is { } quote)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Config, quote, fault.Where);
        }

        var isDown = scene.Masters.IsSeen && !scene.Focus.Offline && scene.MasterOf(instance) is null;
        verdict.Severity = isDown ? Severity.Critical : Severity.Warning;
        verdict.Title = $"the configuration does not load: {fault.Message} in {fault.Where}";
        verdict.Explanation =
            $"nginx stops reading at {fault.Where}: {fault.Message}. " + (fault.Hint is [var first, .. var rest] ? $"{char.ToUpperInvariant(first)}{rest}. " : "") +
            (isDown
                ? "It cannot start until that is corrected."
                : scene.MasterOf(instance) is not null
                    ? "The nginx that runs still holds the configuration that it loaded before, so what is on disk is not what runs; the next reload has no effect, and the next restart fails."
                    : "It cannot start or reload with it; an nginx that already runs keeps the configuration that it loaded before.");
        verdict.Remedies = ConfigInvalidRemedy.For(scene, instance, fault, isDown);
        return verdict;
    }

    private static void AddTest(Verdict verdict, ConfigurationTest? test, Fault fault)
    {
        if (test is { Loads: true })
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Config, "nginx -t loads the configuration", "nginx -t");
            return;
        }

        var source = test is null ? fault.Where : "nginx -t";
        if (LoadFault.NameNotFound(fault.Message) is { } name)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"it would load if {name} resolved: {fault.Message}", source);
        }
        else if (LoadFault.IsOfSurroundings(fault.Message))
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"what fails is not the configuration but what surrounds it: {fault.Message}", source);
        }
        else if (test is not null || !fault.IsLogged)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Config, $"{fault.Message} in {fault.Where}", source);
        }
    }

    /// <summary>A refusal that the log tells of the files as they are now.</summary>
    private static ErrorGroup? Logged(NginxInstance instance) =>
        instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? [])
            .Where(g => Signatures.Contains(g.Signature) && g.Samples[0].Level == "emerg" && g.Last > instance.ModifiedAt)
            .MaxBy(g => g.Last);

    private static string? Quote(NginxInstance instance, Fault fault)
    {
        if (fault.Line is not > 0 || instance.Configuration.Seen?.Read(fault.File) is not { IsRead: true } file)
        {
            return null;
        }

        var line = Encoding.UTF8.GetString(file.Content.Span).Split('\n').ElementAtOrDefault(fault.Line - 1)?.Trim();
        return line is { Length: > 0 } ? $"line {fault.Line} reads: {(line.Length > LongestQuote ? line[..LongestQuote] + "..." : line)}" : null;
    }
}
