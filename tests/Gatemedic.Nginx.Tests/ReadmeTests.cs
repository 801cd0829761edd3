using System.Text;

namespace Gatemedic.Nginx.Tests;

/// <summary>The example of the library's README is this one, and it runs.</summary>
public sealed class ReadmeTests
{
    private const string Text = """
        events {}
        http {
            upstream shop { server 127.0.0.1:3000; }
            server {
                listen 80;
                server_name shop.example;
                location /cart { proxy_pass http://shop; }
            }
        }
        """;

    [Fact]
    public void The_example_is_the_one_below()
    {
        var source = File.ReadAllText(Repository.Path("tests", "Gatemedic.Nginx.Tests", "ReadmeTests.cs"));
        var (start, end) = (source.LastIndexOf("        // example\n", StringComparison.Ordinal) + 8 + "// example\n".Length, source.LastIndexOf("        // end\n", StringComparison.Ordinal));
        var example = string.Concat(source[start..end].Split('\n').SkipLast(1).Select(l => (l.Length > 8 ? l[8..] : "") + "\n"));
        Assert.Contains("```csharp\n" + example + "```", File.ReadAllText(Repository.Path("src", "Gatemedic.Nginx", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_holds()
    {
        var files = new MemoryFiles(Encoding.UTF8.GetBytes(Text));
        var main = MemoryFiles.Main;

        // example
        var tree = ConfigParser.Parse(files, main);                       // tree.Error: file, line, nginx's message, a hint
        var faults = DirectiveRules.Check(tree);                          // what nginx would refuse beyond grammar
        var model = ConfigModel.From(tree, "/etc/nginx", version: NginxVersion.Parse("1.24.0"));
        var pass = model.Passes[0];                                       // proxy_pass http://shop, with its upstream and peers
        var timeout = model.Effective(pass, "proxy_read_timeout");        // 60s, and no file and line: nginx's default

        var router = new RequestRouter(tree, new RouterSettings { Prefix = "/etc/nginx" });
        var way = router.Route(RouteRequest.FromUrl("http://shop.example/cart?id=1", out _)!);

        var plan = ConfigEditor.Plan(files, main, tree, PassEdits.Set(pass, Statement.Parse("proxy_read_timeout 120s;")));
        Console.WriteLine(plan.Files[0].Diff);                            // nothing is written
        // end

        Assert.Empty(faults);
        Assert.Equal(("60s", null), (Assert.Single(timeout.Args), timeout.File));
        Assert.Equal("/cart", way.Location?.Text);
        Assert.Null(plan.Error);
    }
}
