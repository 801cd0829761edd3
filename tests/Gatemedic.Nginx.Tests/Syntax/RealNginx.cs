using System.Diagnostics;
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
        var start = new ProcessStartInfo("nginx") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var arg in new[] { "-t", "-q", "-p", directory, "-c", MainPath, "-e", "stderr", "-g", $"pid {directory}/pid;" })
        {
            start.ArgumentList.Add(arg);
        }

        using var nginx = Process.Start(start)!;
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

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    [GeneratedRegex(@"\[emerg\] (?:\d+#\d+: )?(.*) in (/[^\n]*):(\d+)\n", RegexOptions.Singleline)]
    private static partial Regex Fault();
}
