namespace Gatemedic.Commands;

/// <summary>The contract's exit codes.</summary>
internal static class ExitCode
{
    /// <summary>Healthy, or done.</summary>
    public const int Done = 0;

    /// <summary>A problem was found.</summary>
    public const int Problem = 1;

    /// <summary>Wrong usage, or nothing to look at.</summary>
    public const int Usage = 2;

    /// <summary>It could not finish.</summary>
    public const int Unfinished = 3;
}
