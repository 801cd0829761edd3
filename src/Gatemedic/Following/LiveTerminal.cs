using Gatemedic.Rendering;

namespace Gatemedic.Following;

/// <summary>What the terminal is like on which a live picture is drawn.</summary>
internal static class LiveTerminal
{
    private const int FewestColumns = 20;

    /// <summary>Standard output is a terminal whose screen can be drawn anew.</summary>
    public static bool IsThere => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>As it is now: it may be made larger at any time.</summary>
    public static FollowScreen Now(bool noColor) => new(
        Math.Max(FewestColumns, Console.WindowWidth),
        Math.Max(1, Console.WindowHeight),
        !noColor && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Terminal.HasUnicode);
}
