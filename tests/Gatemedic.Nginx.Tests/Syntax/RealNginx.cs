using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx.Tests.Syntax;

/// <summary>Runs <c>nginx -t</c> of the machine over files in a temporary directory.</summary>
internal sealed partial class RealNginx : IDisposable
{
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("gatemedic-nginx-").FullName;

    /// <summary>nginx is on the PATH.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Append("/usr/sbin").Any(part => System.IO.File.Exists(Path.Combine(part, "nginx")));

    public string MainPath => Path.Combine(directory, "nginx.conf");

    public void Write(string name, byte[] bytes) => System.IO.File.WriteAllBytes(Path.Combine(directory, name), bytes);

    /// <summary>What nginx refused it for, null when it accepts.</summary>
    public (string Message, string File, int Line)? Test()
    {
        using var nginx = Start("-t", "-q");
        var said = nginx.StandardError.ReadToEnd();
        nginx.WaitForExit();
        if (nginx.ExitCode == 0)
        {
            return null;
        }

        var match = Fault().Match(said);
        return match.Success
            ? (match.Groups[1].Value, match.Groups[2].Value, int.Parse(match.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture))
            : (said, "", 0);
    }

    /// <summary>What <c>nginx -T</c> prints on standard error and standard output, in that order.</summary>
    public byte[] Dump()
    {
        using var nginx = Start("-T");
        using var said = new MemoryStream();
        var errors = nginx.StandardError.ReadToEndAsync();
        nginx.StandardOutput.BaseStream.CopyTo(said);
        nginx.WaitForExit();
        Assert.True(nginx.ExitCode == 0, errors.Result);
        return [.. Encoding.UTF8.GetBytes(errors.Result), .. said.ToArray()];
    }

    private Process Start(params string[] options)
    {
        string[] arguments = [.. options, "-p", directory, "-c", MainPath, "-e", "stderr", "-g", $"pid {directory}/pid;"];
        return Process.Start(new ProcessStartInfo("nginx", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    [GeneratedRegex(@"\[emerg\] (?:\d+#\d+: )?(.*) in (/[^\n]*):(\d+)\n", RegexOptions.Singleline)]
    private static partial Regex Fault();
}
