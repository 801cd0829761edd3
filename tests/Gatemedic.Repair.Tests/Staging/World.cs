using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gatemedic.Repair.Tests;

/// <summary>
/// A pretend machine in a directory: /etc with what a repair edits, the state of pretend services and of a pretend nginx, and the store of repairs.
/// All of it is files, so it outlives a process that is killed.
/// </summary>
internal sealed class World : IDisposable
{
    private readonly bool _isOurs;

    /// <summary>A new one.</summary>
    public World()
    {
        _isOurs = true;
        Root = InMemory() ?? Directory.CreateTempSubdirectory("gm-repair-").FullName;
        foreach (var folder in new[] { "etc/sites", "etc/real", "etc/pool.d", "services", "nginx" })
        {
            Directory.CreateDirectory(At(folder));
        }

        File.WriteAllText(At("etc/nginx.conf"), "include sites/*;\nworker_connections 64;\n");
        File.WriteAllText(At("etc/real/shop"), "server { proxy_pass http://127.0.0.1:8001; }\n");
        File.WriteAllText(At("etc/pool.d/www.conf"), "[www]\nlisten = /run/php.sock\npm.max_children = 5\n");
        File.CreateSymbolicLink(At("etc/sites/shop"), "../real/shop");
        File.SetUnixFileMode(At("etc/real/shop"), (UnixFileMode)0x1a0);
        File.SetUnixFileMode(At("etc/pool.d/www.conf"), (UnixFileMode)0x1b4);
        _ = SetAttribute(At("etc/real/shop"), "user.origin", "by hand"u8, 7, 0);
        if (Environment.IsPrivilegedProcess)
        {
            _ = ChangeOwner(At("etc/real/shop"), 33, 4);
        }

        Set("shop.service", "stopped");
        Set("net.core.somaxconn", "128");
        Set("php-fpm", Content("etc/pool.d/www.conf"));
        Set("queue.service", "running");
        File.WriteAllText(At("nginx/workers"), "100");
        Load();
    }

    /// <summary>One that is there.</summary>
    public World(string root) => Root = root;

    /// <summary>Where it lies.</summary>
    public string Root { get; }

    /// <summary>The store of repairs.</summary>
    public string Store => At("var/lib/gatemedic/repairs");

    /// <summary>An absolute path in it.</summary>
    public string At(string name) => Path.Combine(Root, name);

    /// <summary>State of a service or a setting.</summary>
    public string Get(string name) => Content($"services/{name}");

    /// <summary>Changes it in one step, as the program of its own that does so on a real machine.</summary>
    public void Set(string name, string value)
    {
        File.WriteAllText(At("scratch"), value);
        File.Move(At("scratch"), At($"services/{name}"), overwrite: true);
    }

    /// <summary>The pretend nginx serves by the configuration that lies there now, with a new worker.</summary>
    public void Load()
    {
        File.WriteAllText(At("scratch"), $"{Worker + 1}");
        File.Move(At("scratch"), At("nginx/workers"), overwrite: true);
        File.WriteAllText(At("scratch"), Configuration);
        File.Move(At("scratch"), At("nginx/loaded"), overwrite: true);
    }

    /// <summary>What nginx -t says of the configuration that lies there; empty when it passes.</summary>
    public string Fault => Configuration.Contains("broken", StringComparison.Ordinal) ? "unknown directive \"broken\"" : "";

    /// <summary>The one worker of nginx.</summary>
    public int Worker => int.Parse(Content("nginx/workers"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What nginx serves by.</summary>
    public string Loaded => Content("nginx/loaded");

    /// <summary>Everything that a repair may change and has to bring back, one line each.</summary>
    public string Picture()
    {
        var text = new StringBuilder();
        foreach (var path in Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Root, path);
            if (name is not ("nginx/workers" or "scratch") && !name.StartsWith("var", StringComparison.Ordinal))
            {
                text.Append($"{name}: {Look(path)}\n");
            }
        }

        return text.ToString();
    }

    public string Content(string name) => File.ReadAllText(At(name));

    public void Dispose()
    {
        if (_isOurs)
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    /// <summary>Where nothing waits for a disk; null where files in memory have no attributes.</summary>
    private static string? InMemory()
    {
        var root = $"/dev/shm/gm-repair-{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (SetAttribute(root, "user.probe", "x"u8, 1, 0) == 0)
            {
                return root;
            }

            Directory.Delete(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk does as well.
        }

        return null;
    }

    private string Configuration => Content("etc/nginx.conf") + string.Concat(Directory.GetFiles(At("etc/sites")).Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static string Look(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            return $"-> {target}";
        }

        if (Directory.Exists(path))
        {
            return $"directory {File.GetUnixFileMode(path)}";
        }

        using var directory = HeldDirectory.Open(Libc.RealPath(Path.GetDirectoryName(path)!)!);
        try
        {
            var (content, attributes) = directory.Read(Path.GetFileName(path))!.Value;
            var labels = string.Join(' ', attributes.Extended.Select(e => $"{e.Name}={Convert.ToHexString(e.Value.AsSpan())}"));
            return $"{attributes.User}:{attributes.Group} {attributes.Mode:x} {labels} {Encoding.UTF8.GetString(content)}";
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    [DllImport("libc", EntryPoint = "setxattr")]
    private static extern int SetAttribute([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, in byte value, nint size, int flags);

    private static int SetAttribute(string path, string name, ReadOnlySpan<byte> value, nint size, int flags) => SetAttribute(path, name, in value[0], size, flags);

    [DllImport("libc", EntryPoint = "chown")]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}

/// <summary>Runs a program of the test's own and fails the test when that fails.</summary>
internal static class Shell
{
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}
