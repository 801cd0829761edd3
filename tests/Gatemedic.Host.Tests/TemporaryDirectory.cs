namespace Gatemedic.Host.Tests;

/// <summary>A directory of one test, open to every user, gone after it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory()
    {
        Root = Directory.CreateTempSubdirectory("gm-host-").FullName;
        File.SetUnixFileMode(Root, (UnixFileMode)0x1ed);
    }

    public string Root { get; }

    public static string operator /(TemporaryDirectory place, string name) => Path.Combine(place.Root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this / name)!);
        File.WriteAllText(this / name, text);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

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

/// <summary>A test that needs nginx and root's rights.</summary>
internal sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute() =>
        Skip = !File.Exists("/usr/sbin/nginx") ? "nginx is not installed" : !Environment.IsPrivilegedProcess ? "needs root" : null;
}

/// <summary>Tests that need nginx and root's rights.</summary>
internal sealed class NginxTheoryAttribute : TheoryAttribute
{
    public NginxTheoryAttribute() => Skip = new NginxFactAttribute().Skip;
}
