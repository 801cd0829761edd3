namespace Gatemedic.Logs;

/// <summary>The time that matters.</summary>
/// <param name="Since">The oldest, inclusive; null for no bound.</param>
/// <param name="Until">The newest, exclusive; null for no bound.</param>
public readonly record struct LogWindow(DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>No bound.</summary>
    public static LogWindow All => default;

    /// <summary>The time lies inside.</summary>
    public bool Has(DateTimeOffset time) => !(time < Since) && !(time >= Until);
}
