using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>What is wrong with a configuration, and where nginx stopped.</summary>
/// <param name="Message">nginx's words.</param>
/// <param name="File">Absolute path; empty when nginx names none.</param>
/// <param name="Line">1-based; 0 when nginx names none.</param>
/// <param name="Hint">What to do about it, where that can be told.</param>
/// <param name="IsLogged">Known only from a log.</param>
internal sealed record Fault(string Message, string File, int Line, string? Hint = null, bool IsLogged = false)
{
    /// <summary>file:line.</summary>
    public string Where => Line > 0 ? $"{File}:{Line}" : File.Length > 0 ? File : "the configuration";

    /// <summary>nginx's own verdict first, then the grammar as it was read here; null when neither finds a fault.</summary>
    public static Fault? Of(ConfigurationTest? test, NginxInstance instance)
    {
        var grammar = instance.Model()?.Tree.Error;
        return test is { Loads: false, Message: { } message }
            ? new Fault(message, test.File ?? instance.Configuration.Seen?.MainPath ?? "", test.Line ?? 0, grammar?.File == test.File && grammar?.Line == test.Line ? grammar?.Hint : null)
            : grammar is not null ? new Fault(grammar.Message, grammar.File, grammar.Line, grammar.Hint) : null;
    }

    /// <summary>From a line of the error log.</summary>
    public static Fault Of(ErrorGroup logged) => new(
        logged.Samples[0].Message,
        logged.Fields.GetValueOrDefault("file") ?? "",
        int.TryParse(logged.Fields.GetValueOrDefault("line"), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0,
        IsLogged: true);
}
