using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatemedic.Host.Tests;

/// <summary>PHP-FPM's configuration, as PHP-FPM itself reads it.</summary>
public sealed partial class FpmConfigTests
{
    private const string Main = """
        ; the main file
        [global]
        error_log = log
        daemonize = no
        process.max = 99
        include=PLACE/pool.d/*.conf
        [late]
        user = www-data
        listen = PLACE/$pool.sock
        pm = ondemand
        pm.max_children = 3;three
        """;

    private const string Pool = """
        [www]
        user = www-data ; whom
        group="www-data"
        listen = "127.0.0.1:9907" ; not used
        listen = 'PLACE/$pool.sock'
          listen.mode=0660
        ;listen.backlog = 7
        listen.backlog = 511
        pm = static
        pm.max_children = 2
        request_terminate_timeout = 5m
        env[DB_PASSWORD] = hush
        php_admin_value[max_execution_time] = 30
        php_admin_value[mysqli.default_pw] = hush
        [second]
        user = www-data
        listen = 9908
        listen.allowed_clients = 127.0.0.1,::1
        pm = static
        pm.max_children = 1
        [www]
        pm.max_children = 4
        """;

    [Fact]
    public void Pools_have_their_settings_with_places_and_no_secrets()
    {
        using var place = Written();
        var pools = FpmConfigParser.Parse(new DiskConfigFiles(), place / "fpm.conf").Seen;
        Assert.Equal(["www", "second", "late"], pools.Select(p => p.Name));
        var www = pools[0];
        Assert.Equal((place / "www.sock", "www-data", "0660", 4), (www.Listen, www.Setting("group")!.Value, www.Setting("listen.mode")!.Value, www.Number("pm.max_children")));
        Assert.Equal(("www-data", "3", place / "late.sock"), (www.Setting("user")!.Value, pools[2].Setting("pm.max_children")!.Value, pools[2].Listen));
        Assert.Equal((TimeSpan.FromMinutes(5), 511, "30"), (www.Time("request_terminate_timeout"), www.Number("listen.backlog"), www.Setting("php_admin_value[max_execution_time]")!.Value));
        Assert.Equal((place / "pool.d/a.conf", 1), (www.File, www.Line));
        Assert.Equal((place / "$pool.sock", null), (www.Setting("listen")!.Written, www.Setting("listen.mode")!.Written));
        Assert.Equal((place / "pool.d/a.conf", 22), (www.Setting("pm.max_children")!.File, www.Setting("pm.max_children")!.Line));
        Assert.DoesNotContain(pools.SelectMany(p => p.Settings), s => s.Value.Contains("hush", StringComparison.Ordinal));
    }

    [FpmFact]
    public void Says_what_php_fpm_says()
    {
        using var place = Written();
        var said = Ask(place / "fpm.conf");
        var pools = FpmConfigParser.Parse(new DiskConfigFiles(), place / "fpm.conf").Seen;
        Assert.Equal(said.Keys.Order(StringComparer.Ordinal), pools.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var pool in pools)
        {
            foreach (var name in (string[])["user", "listen", "listen.mode", "listen.backlog", "listen.allowed_clients", "pm", "pm.max_children"])
            {
                Assert.Equal((pool.Name, name, said[pool.Name][name]), (pool.Name, name, pool.Setting(name)?.Value ?? (name == "listen.backlog" ? "-1" : "undefined")));
            }

            var limit = pool.Time("request_terminate_timeout") ?? TimeSpan.Zero;
            Assert.Equal(said[pool.Name]["request_terminate_timeout"], $"{limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s");
        }
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_blind_and_a_loop_ends()
    {
        using var place = new TemporaryDirectory();
        Assert.False(FpmConfigParser.Parse(new DiskConfigFiles(), place / "none.conf").IsSeen);
        place.Write("loop.conf", $"[a]\nlisten = 1\ninclude = {place / "loop.conf"}\n]=[\n[\n=\n[]\n = x\ninclude=\n");
        Assert.Contains("a", FpmConfigParser.Parse(new DiskConfigFiles(), place / "loop.conf").Seen.Select(p => p.Name));
    }

    [Fact]
    public void The_title_of_a_master_names_its_configuration()
    {
        using var place = Written();
        using var proc = new FakeProc()
            .Add(600, 1, $"php-fpm: master process ({place / "fpm.conf"})   ", name: "php-fpm8.2")
            .Add(601, 600, "php-fpm: pool www", name: "php-fpm8.2")
            .Add(700, 1, "vim php-fpm: master process (/x)", name: "vim");
        var pools = FpmPoolReader.Read(proc.Table).Seen;
        Assert.Equal([("www", 600), ("second", 600), ("late", 600)], pools.Select(p => (p.Name, p.MasterPid)));
    }

    private static TemporaryDirectory Written()
    {
        var place = new TemporaryDirectory();
        place.Write("fpm.conf", Main.Replace("PLACE", place.Root, StringComparison.Ordinal).Replace("error_log = log", $"error_log = {place / "log"}", StringComparison.Ordinal));
        place.Write("pool.d/a.conf", Pool.Replace("PLACE", place.Root, StringComparison.Ordinal));
        place.Write("pool.d/b.txt", "[never]\n");
        return place;
    }

    /// <summary>php-fpm -tt lists every pool with every setting.</summary>
    private static Dictionary<string, Dictionary<string, string>> Ask(string conf)
    {
        var start = new ProcessStartInfo(FpmFactAttribute.Program!) { RedirectStandardError = true };
        foreach (var word in (string[])["-tt", "-y", conf])
        {
            start.ArgumentList.Add(word);
        }

        using var fpm = Process.Start(start)!;
        var text = fpm.StandardError.ReadToEnd();
        fpm.WaitForExit();
        Assert.True(fpm.ExitCode == 0, text);
        var said = new Dictionary<string, Dictionary<string, string>>();
        Dictionary<string, string>? pool = null;
        foreach (var match in Notice().Matches(text).AsEnumerable())
        {
            if (match.Groups["pool"].Success)
            {
                pool = match.Groups["pool"].Value == "global" ? null : said[match.Groups["pool"].Value] = [];
            }
            else if (pool is not null)
            {
                pool[match.Groups["name"].Value] = match.Groups["value"].Value;
            }
        }

        return said;
    }

    [GeneratedRegex(@"NOTICE: (?:\[(?<pool>[^\]]+)\]|\t(?<name>\S+) = (?<value>.*))$", RegexOptions.Multiline)]
    private static partial Regex Notice();
}

/// <summary>A test that asks the PHP-FPM of this machine.</summary>
internal sealed class FpmFactAttribute : FactAttribute
{
    public FpmFactAttribute() => Skip = Program is null ? "no php-fpm here" : null;

    public static string? Program { get; } =
        Directory.Exists("/usr/sbin") ? Directory.GetFiles("/usr/sbin", "php-fpm*").Order(StringComparer.Ordinal).LastOrDefault() : null;
}
