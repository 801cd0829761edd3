using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx.Tests.Versions;

/// <summary>Asks the machine's nginx for its verdict on one file, in a directory of its own; one for each thread.</summary>
internal sealed partial class NginxJudge : IDisposable
{
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("gatemedic-judge-").FullName;

    /// <summary>What <c>nginx -V</c> prints; empty where there is no nginx.</summary>
    public static string Build { get; } = Said("nginx", "-V");

    public static NginxVersion Version { get; } = NginxVersion.TryParse(Build.Split('\n')[0].Split(": ")[^1], out var version) ? version : default;

    public static NginxModules Modules { get; } = NginxModules.Parse(Build);

    /// <summary>load_module lines for stream and mail where they are shared objects at hand; on one line.</summary>
    public static string LoadModules { get; } = string.Concat(
        new[] { "stream", "mail" }
            .Select(m => Path.Combine(Environment.GetEnvironmentVariable("GATEMEDIC_NGINX_MODULES") ?? "/usr/lib/nginx/modules", $"ngx_{m}_module.so"))
            .Where(System.IO.File.Exists)
            .Select(path => $"load_module {path}; "));

    public static bool Has(string family) =>
        LoadModules.Contains($"ngx_{family}_module", StringComparison.Ordinal) || Build.Contains($"--with-{family} ", StringComparison.Ordinal);

    public string MainPath => Path.Combine(directory, "nginx.conf");

    public string Socket => Path.Combine(directory, "s");

    /// <summary>What the file is refused for; null when it is accepted.</summary>
    public (string Message, int Line)? Test(string text)
    {
        System.IO.File.Delete(Socket);
        System.IO.File.WriteAllText(MainPath, text);
        var said = Said("nginx", "-t", "-q", "-p", directory, "-c", MainPath, "-e", "stderr");
        if (!said.Contains("[emerg]", StringComparison.Ordinal))
        {
            return null;
        }

        var match = Fault().Match(said);
        return match.Success
            ? (match.Groups[1].Value, int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))
            : (said, 0);
    }

    /// <summary>What the rules say of the same text, with the same release and modules.</summary>
    public (string Message, int Line)? Rules(string text)
    {
        var tree = ConfigParser.Parse(new OneFile(MainPath, text), MainPath);
        return DirectiveRules.Check(tree, new DirectiveRuleOptions { Version = Version, Modules = Modules, Strict = true }) is [var first, ..]
            ? (first.Message, first.Line)
            : null;
    }

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    private static string Said(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\[emerg\] (?:\d+#\d+: )?([^\n]*) in /[^\n]*:(\d+)\n")]
    private static partial Regex Fault();

    private sealed class OneFile(string path, string text) : IConfigFiles
    {
        public ConfigFile Read(string asked) => asked == path
            ? new ConfigFile(path, System.Text.Encoding.UTF8.GetBytes(text))
            : new ConfigFile(asked, default, "No such file or directory", 2);

        public System.Collections.Immutable.ImmutableArray<string> Glob(string pattern) => [];
    }
}
