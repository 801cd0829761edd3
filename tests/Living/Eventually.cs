namespace Gatemedic;

/// <summary>Waits for a condition.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, "the condition did not come true within a minute");
            await Task.Delay(10);
        }
    }
}
