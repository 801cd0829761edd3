using System.Collections;

namespace Gatemedic.Settings;

/// <summary>What files and environment set, and what is said of slips in them.</summary>
public sealed class UserSettingsTests
{
    [Fact]
    public void The_environment_goes_before_the_users_file_and_that_before_the_systems()
    {
        using var folder = new Folder();
        var system = folder.Write("system.yaml", "timeout: 1\nsince: 1h\nformat: json\n");
        var user = folder.Write("user.yaml", "timeout: 2\nsince: 2h\n");
        var settings = UserSettings.Read([system, user], new Hashtable { ["GATEMEDIC_TIMEOUT"] = "3", ["GATEMEDIC_ERROR_LOG"] = "/a:/b", ["HOME"] = "/root" });
        Assert.Equal(
            ["error-log=/a,/b GATEMEDIC_ERROR_LOG", $"since=2h {user}:2", "timeout=3 GATEMEDIC_TIMEOUT", $"format=json {system}:3"],
            settings.Values.Select(v => $"{v.Setting.Name}={string.Join(',', v.Values)} {v.Source}"));
        Assert.Empty(settings.Faults);
    }

    [Fact]
    public void A_relative_path_is_relative_to_its_file()
    {
        using var folder = new Folder();
        var settings = UserSettings.Read([folder.Write("s.yaml", "conf: nginx.conf\nlog: [a.log, ../b.log]\n")], new Hashtable());
        Assert.Equal([folder.At("nginx.conf"), folder.At("a.log"), Path.GetFullPath(folder.At("../b.log"))], settings.Values.SelectMany(v => v.Values));
    }

    [Theory]
    [InlineData("# nothing\ntiemout: 3", 2, "there is no setting \"tiemout\"; did you mean timeout?")]
    [InlineData("xyzzy: 3", 1, "there is no setting \"xyzzy\"; \"gatemedic settings\" lists all")]
    [InlineData("timeout: [1, 2]", 1, "timeout takes one value, such as 20")]
    [InlineData("timeout:", 1, "timeout takes one value, such as 20")]
    [InlineData("log: {a: b}", 1, "log takes a path or a list of paths, such as [/srv/shop/log/production.log]")]
    [InlineData("conf: a\nconf: b", 2, "\"conf\" stands here for the second time")]
    [InlineData("- conf", 1, "settings are written as NAME: VALUE")]
    [InlineData("conf: &a x\nprefix: *a", 1, "settings are plain values, lists and maps, without anchors and not this deep")]
    [InlineData("log: [[[[[[[[x]]]]]]]]", 1, "settings are plain values, lists and maps, without anchors and not this deep")]
    [InlineData("waivers:\n- {code: wrong-prot, upstream: a, reason: b, until: 2030-01-01}", 2, "there is no cause \"wrong-prot\"; did you mean wrong-port?")]
    [InlineData("waivers:\n- {code: wrong-port, upstrem: a}", 2, "a waiver has no \"upstrem\"; did you mean upstream?")]
    [InlineData("waivers:\n- {code: wrong-port, reason: b, until: 2030-01-01}", 2, "a waiver needs code, a place (upstream, server or file), reason and until")]
    [InlineData("waivers:\n- code: wrong-port\n  upstream: a\n  reason: b\n  until: next week", 5, "until takes a date such as 2026-12-31, not \"next week\"")]
    public void A_slip_is_named_with_its_line_and_the_right_word(string text, int line, string message)
    {
        using var folder = new Folder();
        var path = folder.Write("s.yaml", text);
        Assert.Equal(new SettingFault($"{path}:{line}", message), Assert.Single(UserSettings.Read([path], new Hashtable()).Faults));
    }

    [Theory]
    [InlineData("conf: \"\\UFFFFFFFF\"")]
    [InlineData("conf: \"\\uD800\"")]
    [InlineData("%YAML 9.9\n--- a")]
    [InlineData("conf: !<tag:yaml.org,2002:int")]
    [InlineData("conf: \"a")]
    [InlineData("\"a\": |9999999999999999")]
    public void What_is_no_yaml_is_a_fault_of_its_line(string text)
    {
        using var folder = new Folder();
        var path = folder.Write("s.yaml", text);
        Assert.Equal($"{path}:1", Assert.Single(UserSettings.Read([path], new Hashtable()).Faults).Source);
    }

    [Fact]
    public void A_slip_in_a_variable_is_named_and_other_peoples_variables_are_not() => Assert.Equal(
        new SettingFault("GATEMEDIC_TIMEUOT", "there is no such variable; did you mean GATEMEDIC_TIMEOUT?"),
        Assert.Single(UserSettings.Read([], new Hashtable { ["GATEMEDIC_TIMEUOT"] = "3", ["GATEMEDIC_BLESS"] = "1", ["GATEMEDIC_LAB_IMAGES"] = "/x" }).Faults));

    [Fact]
    public void What_others_may_write_is_not_read_by_root()
    {
        using var folder = new Folder();
        var path = folder.Write("s.yaml", "timeout: 3");
        System.Diagnostics.Process.Start("chmod", ["666", path]).WaitForExit();
        var settings = UserSettings.Read([path], new Hashtable());
        Assert.Equal(Environment.IsPrivilegedProcess ? "0, 1" : "1, 0", $"{settings.Values.Length}, {settings.Faults.Length}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Garbage_is_a_fault_and_no_crash(int seed)
    {
        const string alphabet = "\n :-[]{}&*!|>'\"%@`,?#abcwaivers\0é";
        using var folder = new Folder();
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var garbage = new byte[random.Next(1, 400)];
            random.NextBytes(garbage);
            var text = string.Concat(garbage.Select(b => alphabet[b % alphabet.Length]));
            _ = UserSettings.Read([folder.Write("s.yaml", text), folder.Write("t.yaml", garbage)], new Hashtable());
        }
    }

    [Fact]
    public void Tells_what_holds_and_from_where()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.At("gatemedic"));
        var path = folder.Write("gatemedic/gatemedic.yaml", "timeout: 20\nwaivers:\n- {code: wrong-port, upstream: api, reason: it moves, until: 2020-02-01}\n");
        var (code, output, errors) = Binary.RunWith(new() { ["XDG_CONFIG_HOME"] = folder.At(""), ["GATEMEDIC_SINCE"] = "2h" }, "settings");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains($"timeout          20                               {path}:1\n", output, StringComparison.Ordinal);
        Assert.Contains("since            2h                               GATEMEDIC_SINCE\n", output, StringComparison.Ordinal);
        Assert.Contains("format           text                             default\n", output, StringComparison.Ordinal);
        Assert.Contains($"expired          wrong-port (api) holds no longer, since 2020-02-01: it moves [{path}:3]\n", output, StringComparison.Ordinal);
        Assert.Equal("gatemedic/settings/1", Binary.RunWith(new() { ["XDG_CONFIG_HOME"] = folder.At("") }, "settings", "--format", "json").Output.Split('"')[3]);
    }

    [Theory]
    [InlineData("format", "json", "{", "diagnose", "--scene", "SCENE")]
    [InlineData("format", "json", "FAILING", "diagnose", "--scene", "SCENE", "--format", "text")]
    [InlineData("format", "sarif", "FAILING", "diagnose", "--scene", "SCENE")]
    [InlineData("nagios-critical", "50", "GATEMEDIC WARNING", "diagnose", "--scene", "SCENE", "--nagios")]
    [InlineData("nagios-critical", "50", "FAILING", "diagnose", "--scene", "SCENE")]
    public void Holds_where_the_command_knows_it_and_the_command_line_does_not_say_otherwise(string name, string value, string start, params string[] arguments)
    {
        var setting = Setting.Find(name)!;
        var output = Binary.RunWith(new() { [setting.Variable] = value }, [.. arguments.Select(a => a == "SCENE" ? RecordedCase.At(RecordedCase.WrongPort) : a)]).Output;
        Assert.StartsWith(start, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_that_are_named_are_read_alone_and_whole()
    {
        using var folder = new Folder();
        var log = folder.Write("error.log", "2020/03/04 11:59:00 [error] 11#11: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: a, request: \"GET /x HTTP/1.1\", upstream: \"http://127.0.0.1:3000/x\", host: \"a\"\n");
        var (_, output, errors) = Binary.RunWith(new() { ["GATEMEDIC_SINCE"] = "5m", ["GATEMEDIC_ERROR_LOG"] = "/nonexistent" }, "logs", log, "--format", "json");
        Assert.Contains("\"signature\":\"connect-failed\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("/nonexistent", output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GATEMEDIC_TIMEOUT", "soon", "--timeout takes seconds")]
    [InlineData("GATEMEDIC_OFFLINE", "perhaps", "offline takes true or false")]
    [InlineData("GATEMEDIC_FORMAT", "xml", "'xml' not recognized")]
    [InlineData("GATEMEDIC_NAGIOS_WARNING", "many", "--warning takes a count")]
    public void A_value_that_no_command_takes_is_wrong_usage(string variable, string value, string said)
    {
        var (code, output, errors) = Binary.RunWith(new() { [variable] = value }, "diagnose", "--scene", RecordedCase.At(RecordedCase.WrongPort));
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"gatemedic: {variable}: ", errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }
}
