using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>What recorded cases cannot say of the rooms in Reaching: their repairs, and the same fault in other dress.</summary>
public sealed class ReachingTests
{
    [Theory]
    [InlineData("proxy_pass http://localhost:3000/api/;", "proxy_pass http://127.0.0.1:3000/api/;")]
    [InlineData("proxy_pass http://localhost:3000;", "proxy_pass http://127.0.0.1:3000;")]
    [InlineData("proxy_pass  \"http://localhost:3000\" ;", "proxy_pass  \"http://127.0.0.1:3000\" ;")]
    public void Writes_the_living_address_instead_of_the_name(string before, string after) =>
        Assert.Equal(after, Repaired(Staged.Http(In(before)).Name("localhost", "::1", "127.0.0.1").App("node server.js", "127.0.0.1:3000", Protocol.Http), before));

    [Theory]
    [InlineData("proxy_pass http://[::1];", "proxy_pass http://127.0.0.1:80;")]
    [InlineData("proxy_pass http://[::1]:80;", "proxy_pass http://127.0.0.1:80;")]
    public void Replaces_the_brackets_of_an_address_with_it(string before, string after) =>
        Assert.Equal(after, Repaired(Staged.Http(In(before)).App("python3 -m http.server", "127.0.0.1:80", Protocol.Http), before));

    [Theory]
    [InlineData("uvicorn shop:app --host 127.0.0.1", "(uvicorn: --host ::1)")]
    [InlineData("gunicorn --bind 127.0.0.1:3000 shop:app", "(gunicorn: --bind [::1]:3000)")]
    public void Writes_brackets_only_where_a_port_follows(string command, string how)
    {
        var found = Only(Staged.Http(In("proxy_pass http://[::1]:3000;")).App(command, "127.0.0.1:3000", Protocol.Http).ConnectFailed("http://[::1]:3000/"));
        Assert.Contains(found.Remedies, r => r.Title.Contains(how, StringComparison.Ordinal));
    }

    [Fact]
    public void Swaps_no_port_for_a_socket_where_a_URI_follows()
    {
        var found = Only(Staged.Http(In("proxy_pass http://127.0.0.1:3000/api/;")).App("node /srv/shop/server.js", "/run/shop.sock", Protocol.Http)
            .ConnectFailed("http://127.0.0.1:3000/api/"));
        Assert.Equal(("wrong-port", false), (found.Cause, found.Remedies.Any(r => r.Automatic || r.Edits.Length > 0)));
    }

    [Fact]
    public void Edits_the_line_in_which_a_variable_gets_the_address()
    {
        var found = Only(Staged.Http("    map $host $peer { default 127.0.0.1:3000; }\n" + In("proxy_pass http://$peer;"))
            .App("node /srv/shop/server.js", "127.0.0.1:3001", Protocol.Http).ConnectFailed("http://127.0.0.1:3000/"));
        Assert.Equal(("wrong-port", "127.0.0.1:3001", true), (found.Cause, Assert.Single(found.Remedies[0].Edits).Text, found.Remedies[0].Automatic));
    }

    [Fact]
    public void Finds_where_the_address_is_written_that_two_lines_may_give()
    {
        var found = Only(Staged.Http("    map $host $peer { default 127.0.0.1:3000; shop.example 127.0.0.1:3000; }\n" + In("proxy_pass http://$peer;"))
            .App("node /srv/shop/server.js", "127.0.0.1:3001", Protocol.Http).ConnectFailed("http://127.0.0.1:3000/"));
        Assert.Equal(("wrong-port", "grep -rnF 127.0.0.1:3000 /etc/nginx", false), (found.Cause, found.Remedies[0].Commands[0], found.Remedies[0].Automatic));
    }

    [Theory]
    [InlineData("127.0.0.1:5353", "dig @127.0.0.1 -p 5353 app.lan A; ")]
    [InlineData("127.0.0.1", "dig @127.0.0.1 app.lan A; ")]
    [InlineData("[::1]:5353", "dig @::1 -p 5353 app.lan A; ")]
    [InlineData("[::1]", "dig @::1 app.lan A; ")]
    public void Asks_the_resolver_that_nginx_asks(string resolver, string start)
    {
        var found = Only(Staged.Http($"    resolver {resolver};\n" + In("set $peer app.lan; proxy_pass http://$peer:3000;"))
            .NoName("app.lan").Unresolved("app.lan", "3: Host not found"));
        Assert.StartsWith(start, found.Remedies[^1].Commands[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_it_to_a_person_where_only_the_protocol_fits()
    {
        var found = Only(Staged.Http(In("proxy_pass http://127.0.0.1:3000;", "_")).App("node server.js", "127.0.0.1:8080", Protocol.Http));
        Assert.Equal(("wrong-port", false), (found.Cause, found.Remedies.Any(r => r.Automatic)));
    }

    [Theory]
    [InlineData("0.0.0.0:80")]
    [InlineData("127.0.0.1:80")]
    public void Never_points_nginx_at_its_own_front_door(string door)
    {
        // Without permission the holder of a socket is not seen, and nginx answers a probe as any HTTP server does.
        var staged = Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).Listens(door);
        staged.Witness.Speaks[door] = Protocol.Http;
        Assert.Equal("upstream-down", Named(staged).Cause);
    }

    [Fact]
    public void Names_the_upstream_block_that_was_meant()
    {
        const string Text = "    upstream shop_api { server 127.0.0.1:3000; }\n    server { listen 80; location / { proxy_pass http://shop_apl; } }";
        var found = Only(Staged.Http(Text).Stopped().NoName("shop_apl")
            .Test(new ConfigurationTest(false, "host not found in upstream \"shop_apl\"", Staged.Conf, 6)).App("node", "127.0.0.1:3000", Protocol.Http));
        Assert.Equal(("dns-failure", "http://shop_api"), (found.Cause, found.Remedies[0].Edits.Single().Text));
    }

    [Fact]
    public void Quotes_a_hostile_path_in_every_command()
    {
        const string Path = "/run/x$(touch owned)'.sock";
        var found = Only(Staged.Http(In($"proxy_pass \"http://unix:{Path}:/\";")).ConnectFailed($"http://unix:{Path}:/", "2: No such file or directory"));
        Assert.Equal("socket-missing", found.Cause);
        var naming = found.Remedies.SelectMany(r => r.Commands).Where(c => c.Contains("touch", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(naming);
        Assert.All(naming, c => Assert.Contains("'/run/x$(touch owned)'\\''.sock'", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("inactive", "success", 0, "stopped")]
    [InlineData("failed", "signal", 9, "crashed")]
    [InlineData("failed", "exit-code", 1, "crashed")]
    public void Tells_how_the_service_ended(string active, string result, int exit, string detail) =>
        Assert.Equal(("upstream-down", detail), Named(Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).Unit("shop.service", active, "dead", result, exit)));

    [Fact]
    public void Says_never_started_only_where_the_log_covers_all_of_nginx_life() =>
        Assert.Equal(
            (("upstream-down", null), ("upstream-down", "never-started")),
            (Named(Refused()), Named(Refused().StartedMinutesAgo(10))));

    [Fact]
    public void An_answer_from_before_the_configuration_was_changed_came_from_elsewhere()
    {
        var moved = Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).App("node /srv/shop/server.js", "127.0.0.1:3001", Protocol.Http)
            .Access(200, minutesAgo: 6).ConnectFailed("http://127.0.0.1:3000/").Access(502);
        Assert.Equal(
            (("upstream-down", "exited"), ("wrong-port", null)),
            (Named(moved), Named(moved.EditedMinutesAgo(4))));
    }

    [Fact]
    public void Does_not_say_never_started_of_an_address_that_is_new() =>
        Assert.Equal(("upstream-down", null), Named(Refused().StartedMinutesAgo(10).EditedMinutesAgo(4)));

    [Fact]
    public void One_application_answers_for_one_of_two_dead_addresses()
    {
        var text = "    server { listen 80; location / { proxy_pass http://shop; } location /blog { proxy_pass http://blog; } }"
            + "    upstream shop { server 127.0.0.1:3000; } upstream blog { server 127.0.0.1:4000; }";
        var found = Staged.Http(text).App("node /srv/blog/server.js", "127.0.0.1:8080", Protocol.Http).Diagnose().Findings;
        Assert.Equal(
            [("upstream-down", "127.0.0.1:3000"), ("wrong-port", "127.0.0.1:4000")],
            found.Select(f => (f.Cause, f.Targets[0].Address.ToString())).Order());
    }

    [Theory]
    [InlineData("/run/docker.sock")]
    [InlineData("/run/containerd/containerd.sock")]
    [InlineData("/run/blog.sock")]
    public void Sends_nothing_to_the_socket_of_the_host_or_of_another_route(string other)
    {
        var text = "    server { listen 80; location / { proxy_pass http://unix:/run/shop.sock; } location /blog { proxy_pass http://unix:/run/blog.sock; } }";
        var staged = Staged.Http(text).Listens("/run/blog.sock").Listens(other).ConnectFailed("http://unix:/run/shop.sock:/", "2: No such file or directory");
        staged.Witness.Speaks["/run/blog.sock"] = staged.Witness.Speaks[other] = Protocol.Http;
        Assert.Equal(("socket-missing", "not-created"), Named(staged));
    }

    [Fact]
    public void Takes_a_stream_peer_as_it_takes_an_http_one() =>
        Assert.Equal(
            ("localhost-ipv6", null),
            Named(Staged.Whole("events {}\nerror_log /var/log/nginx/error.log;\nstream { server { listen 5432; proxy_pass localhost:6432; } }\n")
                .Name("localhost", "::1", "127.0.0.1").App("pgbouncer", "127.0.0.1:6432", Protocol.Stream)));

    [Fact]
    public void Tells_the_name_behind_ipv6_failures_without_any_live_state() =>
        Assert.Equal(("localhost-ipv6", null), Named(Staged.Http(In("grpc_pass grpc://localhost:50051;")).Offline().ConnectFailed("grpc://[::1]:50051")));

    [Theory]
    [InlineData("scgi_pass localhost:4000;", "scgi://127.0.0.1:4000", Protocol.Scgi)]
    [InlineData("uwsgi_pass 127.0.0.1:4000;", "uwsgi://127.0.0.1:4000", Protocol.Uwsgi)]
    [InlineData("proxy_pass https://127.0.0.1:4000;", "https://127.0.0.1:4000/", Protocol.Https)]
    public void Finds_the_moved_application_in_every_protocol(string statement, string upstream, Protocol protocol) =>
        Assert.Equal(("wrong-port", null), Named(Staged.Http(In(statement)).App("serve /srv/shop", "127.0.0.1:4001", protocol).ConnectFailed(upstream)));

    private static Staged Refused() => Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).ConnectFailed("http://127.0.0.1:3000/").Access(502);

    private static (string Cause, string? Detail) Named(Staged staged) => Only(staged) is var found ? (found.Cause, found.Detail) : default;

    private static Finding Only(Staged staged) => Assert.Single(staged.Diagnose().Findings);

    private static string Repaired(Staged staged, string before)
    {
        var diagnosis = staged.Diagnose();
        var edit = Assert.Single(diagnosis.Findings).Remedies.First(r => r.Automatic).Edits.Single();
        var bytes = diagnosis.Scene.Instances[0].Configuration.Seen!.Files.Single(f => f.Path == edit.File).Content.ToArray();
        var text = Encoding.UTF8.GetString([.. bytes[..edit.Start], .. Encoding.UTF8.GetBytes(edit.Text), .. bytes[edit.End..]]);
        var original = Encoding.UTF8.GetString(bytes);
        var at = original.IndexOf(before, StringComparison.Ordinal);
        return text[at..^(original.Length - at - before.Length)];
    }

    private static string In(string statement, string name = "shop.example") => $"    server {{ listen 80; server_name {name}; location / {{ {statement} }} }}";
}
