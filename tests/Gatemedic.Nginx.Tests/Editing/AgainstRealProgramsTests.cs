using System.Diagnostics;
using System.Text;
using Gatemedic.Nginx.Tests.Syntax;

namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>nginx reads what was written, and patch(1) makes the same file of the diff.</summary>
public sealed class AgainstRealProgramsTests
{
    private const string Sane = """
        worker_processes 1; # one
        error_log stderr crit;
        events { worker_connections 64; }
        http {
            map $uri $kind { default 'a b'; ~^/x\d+ b; }
            upstream app { server 127.0.0.1:3000; }
        	server {
        		listen 127.0.0.1:18080; # here
        		location / { proxy_pass http://app; }
        		location ~ "^/a{2}$" {
        			# php
        			fastcgi_pass 127.0.0.1:9000;
        			if ($uri = "/a;b") { return 404 "no"; }
        		}
        	}
        }
        """;

    private static readonly Statement[] Locals =
    [
        Statement.Parse("proxy_read_timeout 9s;"), Statement.Parse("proxy_buffers 4 16k;"), Statement.Parse("proxy_set_header X \"a; b\";"), Statement.Parse("add_header Y '';"),
        Statement.Parse("client_max_body_size 5m;"), Statement.Parse("error_page 502 /down;"), Statement.Parse("fastcgi_param A \"# {b} \\\"c\\\"\";"), Statement.Parse("set $v '\\\\t';"),
    ];

    [Fact]
    public void Nginx_loads_what_was_edited_and_shows_it()
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        using var nginx = new RealNginx();
        var random = new Random(7);
        var text = Encoding.UTF8.GetBytes(Sane);
        for (var round = 0; round < 150; round++)
        {
            text = round % 25 == 0 ? Encoding.UTF8.GetBytes(Sane) : text;
            var files = new MemoryFiles(text);
            var tree = files.Parse();
            var blocks = Trees.All(tree.Root).Where(d => d.Name is "server" or "location" && d.Block is not null).ToArray();
            var block = blocks[random.Next(blocks.Length)];
            var statement = Locals[random.Next(Locals.Length)];
            statement = random.Next(4) == 0 ? new Statement("location", [$"/r{round}"], [statement]) : statement;
            if (statement.Name == "location" && block.Args is [not "/", ..] && block.Name == "location")
            {
                continue;
            }

            var plan = ConfigEditor.Plan(files, MemoryFiles.Main, tree, random.Next(2) == 0 ? ConfigEdit.Set(block, statement) : ConfigEdit.Set(block, statement, block.Block!.Value[0]));
            Assert.Null(plan.Error);
            if (plan.Files is [var file])
            {
                text = file.After.ToArray();
                nginx.Write("nginx.conf", text);
                Assert.Null(nginx.Test());
                var (shown, _) = Run("nginx", ["-T", "-q", "-c", nginx.MainPath, "-e", "stderr", "-g", "pid /dev/null;"], "");
                Assert.Contains((statement.Block?[0] ?? statement).ToString(), shown, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Nginx_reads_the_words_that_were_meant()
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        using var nginx = new RealNginx();
        var random = new Random(8);
        for (var round = 0; round < 200; round++)
        {
            var word = "w" + RandomConfig.Word(random);
            nginx.Write("nginx.conf", Encoding.UTF8.GetBytes(new Statement(word, ["x"]).ToString()));
            Assert.Equal($"unknown directive \"{word}\"", nginx.Test()?.Message);
        }
    }

    [Fact]
    public void Patch_makes_the_same_file_of_the_diff()
    {
        if (!File.Exists("/usr/bin/patch"))
        {
            return;
        }

        var directory = Directory.CreateTempSubdirectory("gatemedic-patch-").FullName;
        var path = Path.Combine(directory, "file");
        var random = new Random(9);
        for (var round = 0; round < 150; round++)
        {
            var files = RandomConfig.Files(random);
            var tree = files.Parse();
            var all = Trees.All(tree.Root).Where(d => d.Included is null).DistinctBy(Trees.Key).ToArray();
            var plan = ConfigEditor.Plan(files, MemoryFiles.Main, tree, all.Where(_ => random.Next(6) == 0)
                .Select((d, i) => i % 2 == 0 ? ConfigEdit.Insert(Statement.Of("added", $"{i}"), Place.After(d)) : ConfigEdit.Replace(d, d.Name, "other")));
            Assert.Null(plan.Error);
            foreach (var file in plan.Files)
            {
                File.WriteAllBytes(path, files.Read(file.Path).Content.ToArray());
                var (said, code) = Run("patch", ["--binary", "--fuzz=0", path], file.Diff);
                Assert.True(code == 0, said + file.Diff);
                Assert.Equal(Encoding.UTF8.GetString(file.After.Span), File.ReadAllText(path));
            }
        }

        Directory.Delete(directory, recursive: true);
    }

    private static (string Said, int Code) Run(string program, string[] args, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (said, process.ExitCode);
    }
}
