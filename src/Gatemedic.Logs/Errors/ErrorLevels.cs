namespace Gatemedic.Logs;

/// <summary>The names of nginx's log levels.</summary>
internal static class ErrorLevels
{
    private static readonly byte[][] Names =
        [.. new[] { "error", "crit", "warn", "info", "notice", "alert", "emerg", "debug" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    internal static bool Has(ReadOnlySpan<byte> name)
    {
        foreach (var level in Names)
        {
            if (name.SequenceEqual(level))
            {
                return true;
            }
        }
        return false;
    }
}
