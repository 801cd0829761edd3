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
