namespace Gatemedic.Diagnosis;

/// <summary>Tells from what the host says whether a step is done: then it is not done again, and only then it is taken back.</summary>
/// <param name="Look">Changes nothing. Where no mark is given it succeeds if, and only if, the step is done.</param>
/// <param name="Mark">Stands in a line of its output if, and only if, the step is done; null where the exit status tells.</param>
public sealed record Trace(HostCommand Look, string? Mark = null)
{
    /// <summary>In <see cref="Step.Back"/> it stands for the number that the marked line ends in: "... # handle 7".</summary>
    public const string Handle = "{handle}";

    /// <summary>The step is done.</summary>
    /// <param name="status">Exit status of <see cref="Look"/>.</param>
    /// <param name="output">What it printed.</param>
    public bool IsDone(int status, string output) => status == 0 && (Mark is null || Line(output) is not null);

    /// <summary>What takes the step back now, its handle put in; null where there is nothing to take back.</summary>
    /// <param name="back">The step's own.</param>
    /// <param name="status">Exit status of <see cref="Look"/>.</param>
    /// <param name="output">What it printed.</param>
    public HostCommand? BackNow(HostCommand back, int status, string output)
    {
        if (!IsDone(status, output) || !back.Words.Contains(Handle))
        {
            return IsDone(status, output) ? back : null;
        }

        var number = Line(output) is { } line ? line[(line.LastIndexOf(' ') + 1)..] : "";
        return number.Length > 0 && number.All(char.IsAsciiDigit) ? new HostCommand([.. back.Words.Select(w => w == Handle ? number : w)]) : null;
    }

    private string? Line(string output) => output.Split('\n').Select(l => l.TrimEnd()).FirstOrDefault(l => l.Contains(Mark!, StringComparison.Ordinal));
}
