using System.Diagnostics;
using System.Text.Json;

namespace Gatemedic;

/// <summary>The published program, run as a user runs it.</summary>
internal static class Binary
{
    private static readonly Lazy<string> Published = new(Publish);

    /// <summary>Where it lies.</summary>
    public static string Path => Published.Value;

    /// <summary>Runs it with standard output and error piped; fails when it hangs.</summary>
    public static (int Code, string Output, string Errors) Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>The same with further variables in its environment.</summary>
    public static (int Code, string Output, string Errors) RunWith(Dictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start(variables, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"gatemedic {string.Join(' ', arguments)} hangs");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Runs it with --format json and reads what it prints.</summary>
    public static (int Code, JsonElement Json) RunJson(params string[] arguments)
    {
        var (code, output, errors) = Run([.. arguments, "--format", "json"]);
        Assert.True(output.StartsWith('{'), $"no JSON but: {output}{errors}");
        return (code, JsonDocument.Parse(output).RootElement);
    }

    /// <summary>Runs a shell command in which "$0" is the program: for what only a shell arranges.</summary>
    public static (int Code, string Errors) RunShell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command, Published.Value]) { RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, errors);
    }

    /// <summary>Starts it; the caller ends it.</summary>
    public static Process Start(params string[] arguments) => Start([], arguments);

    private static Process Start(Dictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(Published.Value, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string Publish()
    {
        using var wrapper = Process.Start(new ProcessStartInfo(Repository.Path("gatemedic"), "--version") { RedirectStandardOutput = true })!;
        wrapper.StandardOutput.ReadToEnd();
        wrapper.WaitForExit();
        Assert.Equal(0, wrapper.ExitCode);
        return Repository.Path("artifacts", "gatemedic", "gatemedic");
    }
}

/// <summary>A temporary directory, gone when disposed.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gatemedic-test-");

    /// <summary>Writes a file below it and gives its path.</summary>
    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file below it and gives its path.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>A path below it.</summary>
    public string At(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
