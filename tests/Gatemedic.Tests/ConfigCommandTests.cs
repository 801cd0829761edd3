namespace Gatemedic;

/// <summary><c>gatemedic config</c> as a user runs it.</summary>
public sealed class ConfigCommandTests
{
    [Fact]
    public void Prints_each_file_once_with_its_header_and_reads_its_own_output_back()
    {
        using var folder = new Folder();
        var part = folder.Write("part.conf", "gzip on; # é\r\n");
        var main = folder.Write("nginx.conf", "events {}\nhttp {\n  include part.conf;\n  server { include part.conf; }\n}");
        var wanted = $"# configuration file {main}:\nevents {{}}\nhttp {{\n  include part.conf;\n  server {{ include part.conf; }}\n}}\n# configuration file {part}:\ngzip on; # é\r\n\n";
        Assert.Equal((0, wanted, ""), Binary.Run("config", "--conf", main));
        Assert.Equal((0, wanted, ""), RunWith(wanted, "config", "--conf", "-"));
    }

    [Fact]
    public void Prints_a_payload_in_one_line_and_nothing_else()
    {
        using var folder = new Folder();
        var main = folder.Write("nginx.conf", "# why\nuser www;\n");
        var (code, output, errors) = Binary.Run("config", "--conf", main, "--format", "json", "--include-comments");
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $$"""{"status":"ok","errors":[],"config":[{"file":"{{main}}","status":"ok","errors":[],"parsed":[{"directive":"#","line":1,"args":[],"comment":" why"},{"directive":"user","line":2,"args":["www"]}]}]}""" + "\n",
            output);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void Says_what_nginx_says_where_and_what_to_do(string format)
    {
        using var folder = new Folder();
        var main = folder.Write("nginx.conf", "events {}\nhttp {\n\tgzip on\n\tserver { listen 80; }\n}\n");
        var (code, output, errors) = Binary.Run("config", "--conf", main, "--format", format);
        Assert.Equal(1, code);
        Assert.Equal(
            $"gatemedic: {main}:4: directive \"gzip\" is not terminated by \";\"\n     4 |  server {{ listen 80; }}\n                 ^\n  a \";\" is probably missing on line 3, after \"on\"\n",
            errors);
        Assert.Equal(format == "json", output.StartsWith("{\"status\":\"failed\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_every_directive_that_nginx_refuses()
    {
        using var folder = new Folder();
        folder.Write("part", "root /x;\nreturn 200;\n");
        var main = folder.Write("nginx.conf", "user;\nevents { worker_connections 64; }\nhttp {\n  gzip\n    maybe;\n  include part;\n  third_party x y z;\n  server { root /a; root /b; }\n  server {\n}\n");
        var (code, output, errors) = Binary.Run("config", "--conf", main, "--nginx-version", "1.22.1");
        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $$"""
            gatemedic: {{main}}:1: invalid number of arguments in "user" directive
                 1 | user;
                     ^
              it takes 1 or 2, not 0
            gatemedic: {{main}}:5: invalid value "maybe" in "gzip" directive, it must be "on" or "off"
                 5 |     maybe;
                              ^
            gatemedic: {{folder.At("part")}}:2: "return" directive is not allowed here
                 2 | return 200;
                     ^
              it may stand in server, location, if in server, if in location, stream server
            gatemedic: {{main}}:8: "root" directive is duplicate
                 8 |   server { root /a; root /b; }
                                         ^
              the same block has one before
            gatemedic: {{main}}:11: unexpected end of file, expecting "}"

            """,
            errors[..(errors.IndexOf("expecting \"}\"", StringComparison.Ordinal) + "expecting \"}\"\n".Length)]);
    }

    [Theory]
    [InlineData("1.18.0", 1, "unknown directive \"ssl_reject_handshake\"")]
    [InlineData("1.22.1", 0, "")]
    public void Refuses_what_the_release_does_not_have(string version, int code, string message)
    {
        using var folder = new Folder();
        var main = folder.Write("nginx.conf", "events {}\nhttp { server { ssl_reject_handshake on; } }\n");
        var (given, _, errors) = Binary.Run("config", "--conf", main, "--nginx-version", version);
        Assert.Equal(code, given);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config", "--conf", "/nonexistent/nginx.conf")]
    [InlineData("config", "--conf", "/nonexistent/nginx.conf", "--format", "json")]
    [InlineData("config", "--combine")]
    [InlineData("config", "--format", "yaml")]
    public void Nothing_to_look_at_is_exit_2(params string[] arguments)
    {
        var (code, _, errors) = Binary.Run(arguments);
        Assert.Equal(2, code);
        Assert.StartsWith("gatemedic: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty", "config")]
    [InlineData("", "it is empty", "lint")]
    [InlineData("", "it is empty", "route", "http://a/")]
    [InlineData("nginx: [emerg] unexpected \";\" in /etc/nginx/nginx.conf:3\nnginx: configuration file /etc/nginx/nginx.conf test failed\n", "because it refuses it", "config")]
    public void Standard_input_without_a_configuration_is_exit_2(string input, string why, params string[] command)
    {
        var (code, output, errors) = RunWith(input, [.. command, "--conf", "-"]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) RunWith(string input, params string[] arguments)
    {
        using var process = Binary.Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }
}
