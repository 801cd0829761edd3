using System.Globalization;
using System.Text;

namespace Gatemedic;

/// <summary>What a person sees where something around the program is missing, unreadable, broken or too much.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public void A_log_without_a_line_of_nginx_is_no_bill_of_health()
    {
        using var folder = new Folder();
        var (code, json) = Binary.RunJson("--offline", "--error-log", folder.Write("error.log", "this is\nanother program's\nlog\n"));
        Assert.Equal((2, "unknown"), (code, json.GetProperty("verdict").GetString()));
        Assert.Contains(json.GetProperty("blind").EnumerateArray(), b => b.GetProperty("why").GetString()!.StartsWith("none of its 3 lines", StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_of_which_no_log_and_no_peer_is_seen_is_no_bill_of_health()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", $"error_log {folder.At("absent")}; events {{}} http {{ access_log off; server {{ listen 80; location / {{ proxy_pass http://127.0.0.1:3000; }} }} }}");
        Assert.Equal(2, Binary.RunJson("--offline", "--conf", conf).Code);
        File.WriteAllText(folder.At("absent"), "");
        Assert.Equal(0, Binary.RunJson("--offline", "--conf", conf).Code);
    }

    [Fact]
    public void A_configuration_that_does_not_exist_is_said_in_words()
    {
        var (code, output, errors) = Binary.Run("--conf", "/nonexistent/nginx.conf");
        Assert.Equal((2, ""), (code, errors));
        Assert.StartsWith("UNKNOWN  configuration /nonexistent/nginx.conf: No such file or directory", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$0\" --version >/dev/full")]
    [InlineData("\"$0\" --help >/dev/full")]
    [InlineData("\"$0\" explain wrong-port >/dev/full")]
    [InlineData("\"$0\" --offline --error-log /dev/null --format json >/dev/full")]
    [InlineData("\"$0\" --offline --error-log /dev/null >&-")]
    public void Output_that_cannot_be_written_is_said_in_one_line(string command)
    {
        var (code, errors) = Binary.RunShell(command);
        Assert.Equal((3, 1), (code, errors.Count(c => c == '\n')));
        Assert.StartsWith("gatemedic: cannot write the answer: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scene_that_cannot_be_saved_is_said_in_words()
    {
        var (code, _, errors) = Binary.Run("--offline", "--error-log", "/dev/null", "--save-scene", "/nonexistent/scene");
        Assert.Equal(2, code);
        Assert.Contains("Could not find a part of the path '/nonexistent/scene'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_argument_is_repeated_without_its_control_characters() =>
        Assert.DoesNotContain(Binary.Run("\u001b[31mred").Errors, c => char.IsControl(c) && c != '\n');

    [Fact]
    public void The_help_fits_the_width_of_a_page() =>
        Assert.All(Binary.Run("--help").Output.Split('\n'), line => Assert.InRange(line.Length, 0, 160));

    [Fact]
    public void A_hundred_findings_are_told_in_a_few_screens()
    {
        using var folder = new Folder();
        var log = new StringBuilder();
        foreach (var port in Enumerable.Range(20000, 100))
        {
            log.Append(CultureInfo.InvariantCulture, $"2026/03/04 11:59:00 [error] 11#11: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: s, request: \"GET / HTTP/1.1\", upstream: \"http://127.0.0.1:{port}/\", host: \"s\"\n");
        }

        var path = folder.Write("error.log", log.ToString());
        Assert.Equal(100, Binary.RunJson("--offline", "--error-log", path).Json.GetProperty("findings").GetArrayLength());
        var (_, output, _) = Binary.Run("--offline", "--error-log", path);
        Assert.Contains("100 problems found", output, StringComparison.Ordinal);
        Assert.Contains("and 95 more findings in --format json", output, StringComparison.Ordinal);
        Assert.InRange(output.Count(c => c == '\n'), 1, 200);
    }
}
