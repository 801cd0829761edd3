namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>Values that hold for one route and for no other.</summary>
public sealed class PassEditsTests
{
    private const string Shop = """
        http {
            proxy_set_header Host $host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_read_timeout 10s;
            server {
                location / {
                    proxy_pass http://127.0.0.1:1;
                }
                location /api {
                    # the api
                    proxy_pass http://127.0.0.1:2;
                    location /api/slow { proxy_pass http://127.0.0.1:3; }
                }
                location /if {
                    if ($request_method = POST) { proxy_pass http://127.0.0.1:4; }
                    proxy_pass http://127.0.0.1:5;
                }
            }
        }

        """;

    [Theory]
    [InlineData("127.0.0.1:1", 1)]
    [InlineData("127.0.0.1:2", 2)]
    [InlineData("127.0.0.1:3", 1)]
    [InlineData("127.0.0.1:4", 2)]
    public void Sets_a_value_for_one_route_and_names_the_others_that_it_reaches(string peer, int reaches)
    {
        var before = new Editing(Shop);
        var pass = Pass(before, peer);
        var reached = PassEdits.Reached(before.Model, pass, "proxy_read_timeout").Select(Peer).Append(peer).ToList();
        Assert.Equal(reaches, reached.Count);
        var after = before.Edited(PassEdits.Set(pass, Statement.Of("proxy_read_timeout", "77s")));
        Assert.Equal(reached.Order(), after.Model.Passes.Where(p => after.Model.Effective(p, "proxy_read_timeout").Text == "77s").Select(Peer).Order());
        Assert.Empty(after.Plan(PassEdits.Set(Pass(after, peer), Statement.Of("proxy_read_timeout", "77s"))).Edits);
    }

    [Fact]
    public void Carries_inherited_list_entries_along()
    {
        var before = new Editing(Shop);
        var after = before.Edited(PassEdits.Set(Pass(before, "127.0.0.1:1"), Statement.Of("proxy_set_header", "host", "shop"), Statement.Of("proxy_set_header", "X-New", "1")));
        Assert.Equal(["X-Real-IP $remote_addr", "host shop", "X-New 1"], Headers(after, "127.0.0.1:1"));
        Assert.Equal(["Host $host", "X-Real-IP $remote_addr"], Headers(after, "127.0.0.1:2"));

        var again = after.Edited(PassEdits.Set(Pass(after, "127.0.0.1:1"), Statement.Of("proxy_set_header", "HOST", "other")));
        Assert.Equal(["X-Real-IP $remote_addr", "HOST other", "X-New 1"], Headers(again, "127.0.0.1:1"));
    }

    [Fact]
    public void Writes_before_the_pass_and_its_comment()
    {
        var before = new Editing(Shop);
        Assert.Contains(
            "location /api {\n            proxy_buffers 8 16k;\n            # the api\n            proxy_pass",
            before.After(PassEdits.Set(Pass(before, "127.0.0.1:2"), Statement.Parse("proxy_buffers 8 16k;"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_carry_what_is_merged()
    {
        var before = new Editing("http { add_header A 1; add_header_inherit merge; server { location / { proxy_pass http://127.0.0.1:1; } } }");
        Assert.EndsWith("{ add_header B 2; proxy_pass http://127.0.0.1:1; } } }", before.After(PassEdits.Set(Pass(before, "127.0.0.1:1"), Statement.Parse("add_header B 2;"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Edits_the_file_that_holds_the_value_and_lists_what_else_includes_it()
    {
        var files = new MemoryFiles("http { server { location /a { include proxy.conf; proxy_pass http://127.0.0.1:1; }\n location /b { include proxy.conf; proxy_pass http://127.0.0.1:2; } } }")
            .Add("/etc/nginx/proxy.conf", "proxy_read_timeout 5s; # mine\n");
        var editing = new Editing(files);
        var plan = editing.Plan(PassEdits.Set(Pass(editing, "127.0.0.1:1"), Statement.Parse("proxy_read_timeout 9s;")));
        var file = Assert.Single(plan.Files);
        Assert.Equal("proxy_read_timeout 9s; # mine\n", System.Text.Encoding.UTF8.GetString(file.After.Span));
        Assert.Equal(
            "/etc/nginx/proxy.conf is included 2 times, and the change reaches all: location /a (/etc/nginx/nginx.conf:1), location /b (/etc/nginx/nginx.conf:2)",
            Assert.Single(plan.Shared).ToString());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData("proxy_read_timeout 5s; # mine\n"u8), file.BeforeHash);
    }

    [Fact]
    public void Writes_into_the_block_and_not_into_the_file_that_holds_its_pass()
    {
        var files = new MemoryFiles("http { server { location /a { include app.conf; } location /b { include app.conf; } } }")
            .Add("/etc/nginx/app.conf", "proxy_pass http://127.0.0.1:1;\n");
        var editing = new Editing(files);
        Assert.Equal(
            "http { server { location /a { proxy_read_timeout 9s; include app.conf; } location /b { include app.conf; } } }",
            editing.After(PassEdits.Set(editing.Model.Passes[0], Statement.Parse("proxy_read_timeout 9s;"))));
    }

    private static Pass Pass(Editing editing, string peer) => editing.Model.Passes.Single(p => Peer(p) == peer);

    private static string Peer(Pass pass) => pass.Address!.ToString();

    private static IEnumerable<string> Headers(Editing editing, string peer) => editing.Model.EffectiveAll(Pass(editing, peer), "proxy_set_header").Select(v => v.Text);
}
