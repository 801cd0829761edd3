using System.Diagnostics;
using System.Text.Json;

namespace Gatemedic;

/// <summary>The lint command: what it reads, its formats and exit codes.</summary>
public sealed class LintTests
{
    private const string Sni = "upstream-tls-without-sni";
    private const string Bad = "location / { proxy_pass https://shop.example.com; }\n";
    private const string Ignored = "location / {\n  # gatemedic:ignore upstream-tls-without-sni one site: \"100%\"\n  proxy_pass https://shop.example.com;\n}\n";

    [Theory]
    [InlineData("-")]
    [InlineData("--conf", "-")]
    public void Reads_a_fragment_from_standard_input(params string[] arguments)
    {
        var (code, output, _) = RunWith(Bad, ["lint", .. arguments, "--check", Sni, "--check", "nginx-rejects", "--format", "github"]);
        Assert.Equal(1, code);
        Assert.Equal(Sni, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Split("title=")[1].Split("::")[0]);
    }

    [Theory]
    [InlineData("lint", "-")]
    [InlineData("route", "http://a/", "--conf", "-")]
    [InlineData("lint", "--nosuch", "nginx.conf")]
    public void Nothing_on_standard_input_and_an_unknown_option_are_wrong_usage(params string[] arguments)
    {
        var (code, output, errors) = RunWith("", arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.DoesNotContain("internal fault", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_file_line_check_and_remedy_and_exits_with_1()
    {
        using var folder = new Folder();
        var path = folder.Write("snippet.conf", "\n" + Bad);
        var (code, json) = Binary.RunJson("lint", path, "--check", Sni);
        Assert.Equal(1, code);
        Assert.Equal("gatemedic/lint/1", json.GetProperty("schema").GetString());
        var finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        Assert.Equal((Sni, path, 2, 14), (finding.GetProperty("check").GetString()!, finding.GetProperty("file").GetString()!, finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
        Assert.Equal("tls-handshake", finding.GetProperty("leadsTo")[0].GetString());
        var text = Binary.Run("lint", path, "--check", Sni).Output;
        Assert.StartsWith(path + "\n    2  warning  " + Sni + "\n       location / { proxy_pass https://shop.example.com; }\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, Math.Max(80, path.Length)));
    }

    [Fact]
    public void What_a_comment_ignores_is_told_with_its_reason_and_exits_with_0()
    {
        using var folder = new Folder();
        var (code, json) = Binary.RunJson("lint", folder.Write("snippet.conf", Ignored), "--check", Sni);
        Assert.Equal(0, code);
        Assert.Empty(json.GetProperty("findings").EnumerateArray());
        Assert.Equal("one site: \"100%\"", Assert.Single(json.GetProperty("ignored").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public void The_threshold_decides_the_exit_code()
    {
        using var folder = new Folder();
        Assert.Equal(0, Binary.Run("lint", folder.Write("snippet.conf", Bad), "--check", Sni, "--fail-on", "error").Code);
    }

    [Fact]
    public void Sarif_is_valid_and_keeps_ignored_findings_as_suppressed()
    {
        using var folder = new Folder();
        var (code, output, _) = Binary.Run("lint", folder.Write("a b.conf", Bad), folder.Write("c.conf", Ignored), "--format", "sarif");
        Assert.Equal(1, code);
        Validate(folder.Write("log.sarif", output));
        var results = JsonDocument.Parse(output).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Where(r => r.GetProperty("ruleId").GetString() == Sni).ToList();
        Assert.Equal(2, results.Count);
        var suppressed = Assert.Single(results, r => r.TryGetProperty("suppressions", out _));
        Assert.Equal("one site: \"100%\"", suppressed.GetProperty("suppressions")[0].GetProperty("justification").GetString());
    }

    [Fact]
    public void Annotations_escape_what_would_end_them()
    {
        using var folder = new Folder();
        var path = folder.Write("a,b:c%.conf", Bad);
        var line = Binary.Run("lint", path, "--check", Sni, "--format", "github").Output;
        Assert.StartsWith($"::warning file={path.Replace("%", "%25", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal)},line=1,col=14,title={Sni}::", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    [Fact]
    public void A_directory_gives_its_main_files_and_the_fragments_that_none_includes()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.At("conf.d"));
        Directory.CreateDirectory(folder.At(".git"));
        Directory.CreateDirectory(folder.At("sites-available"));
        folder.Write("nginx.conf", "events {}\nhttp { include conf.d/*.conf; }\n");
        folder.Write("conf.d/site.conf", "server { listen 80; " + Bad + "}\n");
        folder.Write(".git/old.conf", Bad);
        folder.Write("sites-available/shop", "server { " + Bad + "}\n");
        folder.Write("supervisord.conf", "[program:app]\ncommand=/bin/true\n");
        var (code, json) = Binary.RunJson("lint", folder.At("."), "--check", Sni);
        Assert.Equal(1, code);
        Assert.Equal(
            [folder.At("nginx.conf"), folder.At("sites-available/shop")],
            json.GetProperty("configurations").EnumerateArray().Select(c => c.GetProperty("file").GetString()!));
        Assert.Equal(
            [folder.At("conf.d/site.conf"), folder.At("sites-available/shop")],
            json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("file").GetString()!));
    }

    [Fact]
    public void Only_what_is_on_the_route_or_about_the_upstream_counts()
    {
        using var folder = new Folder();
        var path = folder.Write("nginx.conf", "events {}\nhttp { server { listen 80; server_name a;\n location /x { proxy_pass https://x.example; }\n location /y { proxy_pass http://127.0.0.1:3000; }\n} }\n");
        var (code, json) = Binary.RunJson("lint", path, "--check", Sni, "--url", "http://a/x", "--upstream", "x.example");
        Assert.Equal((1, "http://a/x", "x.example", 1), (code, json.GetProperty("url").GetString(), json.GetProperty("upstream").GetString(), json.GetProperty("findings").GetArrayLength()));
        Assert.Equal(0, Binary.Run("lint", path, "--check", Sni, "--url", "http://a/y").Code);
        Assert.Equal((2, "", "gatemedic: no server takes https://a/, or no upstream or peer is called shop\n"), Binary.Run("lint", path, "--url", "https://a/", "--upstream", "shop"));
    }

    [Fact]
    public void Options_about_logs_are_taken_and_said_to_have_no_effect()
    {
        using var folder = new Folder();
        var path = folder.Write("snippet.conf", Bad);
        var (code, output, errors) = Binary.Run("lint", path, "--check", Sni, "--error-log", "/nonexistent", "--error-log", "b", "--since", "5m");
        Assert.Equal((1, "gatemedic: lint reads no log: --error-log, --since have no effect\n"), (code, errors));
        Assert.Equal(Binary.Run("lint", path, "--check", Sni).Output, output);
        var set = Binary.RunWith(new() { ["GATEMEDIC_ERROR_LOG"] = "/var/log/nginx/error.log" }, "lint", path, "--check", Sni);
        Assert.Equal((1, "", output), (set.Code, set.Errors, set.Output));
    }

    [Theory]
    [InlineData("markdown", "# WARNINGS: 1 warning in 1 file\n", "### line 1: upstream-tls-without-sni (warning)")]
    [InlineData("html", "<!doctype html>", "line 1: upstream-tls-without-sni <span")]
    public void Is_a_page_too(string format, string start, string finding)
    {
        using var folder = new Folder();
        var (code, output, errors) = Binary.Run("lint", folder.Write("snippet.conf", Bad), "--check", Sni, "--format", format);
        Assert.Equal((1, ""), (code, errors));
        Assert.StartsWith(start, output, StringComparison.Ordinal);
        Assert.Contains(finding, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint", "--url", "shop.example/cart")]
    [InlineData("lint", "/nonexistent/nginx.conf")]
    [InlineData("lint", "--check", "no-such-check")]
    [InlineData("lint", "--context", "html")]
    [InlineData("lint", "--nginx-version", "new")]
    [InlineData("lint", "--timeout", "soon")]
    public void Wrong_usage_is_exit_2_and_says_why(params string[] arguments)
    {
        var (code, _, errors) = Binary.Run(arguments);
        Assert.Equal(2, code);
        Assert.StartsWith("gatemedic: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("config --conf")]
    [InlineData("route http://localhost/ --conf")]
    public void What_this_user_may_not_read_is_told(string command)
    {
        using var folder = new Folder();
        var hidden = folder.Write("hidden.conf", "server { listen 81; }\n");
        var main = folder.Write("nginx.conf", "events {}\nhttp { include hidden.conf; server { listen 80; } }\n");
        // Another user may not reach the program where the checkout lies.
        var become = Environment.IsPrivilegedProcess ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : "";
        var (_, errors) = Binary.RunShell($"cp \"$0\" {folder.At("gatemedic")}; chmod 0 {hidden}; chmod 755 {folder.At(".")}; {become} {folder.At("gatemedic")} {command} {main} >/dev/null");
        Assert.Contains($"{hidden} may not be read by this user", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_listed_check_has_a_page()
    {
        var listed = Binary.Run("lint", "--list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(listed);
        Assert.All(listed.Take(3).Concat(listed.TakeLast(3)), line => Assert.Contains("TL;DR", Binary.Run("explain", line.Split(' ')[0]).Output, StringComparison.Ordinal));
    }

    private static void Validate(string log)
    {
        const string script = "import json, jsonschema, sys; jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))";
        using var python = Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", "-c", script, Repository.Path("tests", "Gatemedic.Tests", "Schemas", "sarif-2.1.0.json"), log]) { RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
    }

    private static (int Code, string Output, string Errors) RunWith(string input, params string[] arguments)
    {
        using var program = Binary.Start(arguments);
        program.StandardInput.Write(input);
        program.StandardInput.Close();
        var errors = program.StandardError.ReadToEndAsync();
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        return (program.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
