using System.Collections.Concurrent;
using System.Diagnostics;
using Gatemedic.Host;
using Gatemedic.Lab.Format;
using Xunit.Abstractions;
using static Gatemedic.Repair.Tests.StagedNginx;

namespace Gatemedic.Repair.Tests;

/// <summary>A private nginx answers as the real one would: statuses tell which server and location took a request.</summary>
public sealed class ShadowConfigurationTests(ITestOutputHelper output)
{
    [NginxFact]
    public async Task Chooses_the_server_by_address_name_and_default_as_the_real_one_does()
    {
        using var nginx = new StagedNginx();
        nginx.WriteHttp("""
            server { listen 80; server_name shop.example; return 201; }
            server { listen 80 default_server reuseport backlog=64; listen [::]:80 default_server ipv6only=on; server_name _; return 202; }
            server { listen 127.0.0.1:80; server_name shop.example; return 203; }
            server { listen 127.0.0.1:80; server_name other.example; return 204; }
            server { listen 8080; server_name shop.example; return 205; }
            server { listen 9000-9002; return 207; }
            server { listen unix:PREFIXproduction.sock; return 208; }
            server { listen [::]:7000 ipv6only=off; return 226; }
            server { server_name implicit.example; return 301; }
            """);

        var answers = await nginx.AnswersAsync(
            Get("http://127.0.0.1:80/", "shop.example"), Get("http://127.0.0.1:80/", "other.example"), Get("http://127.0.0.1:80/", "unknown.example"),
            Get("http://127.0.0.2:80/", "shop.example"), Get("http://127.0.0.2:80/", "unknown.example"), Get("http://[::1]:80/"),
            Get("http://127.0.0.1:8080/"), Get("http://127.0.0.1:9001/"), GetAt($"{nginx.Prefix}production.sock", "/"), Get("http://127.0.0.1:7000/"),
            Get("http://127.0.0.2:80/", "implicit.example"), Get("http://127.0.0.1:4444/"));

        Assert.Equal("203 204 203 201 202 202 205 207 208 226 301 this nginx does not listen there", answers);
    }

    [NginxFact]
    public async Task Finds_relative_paths_where_the_real_one_does()
    {
        using var nginx = new StagedNginx();
        using (var openssl = Process.Start(new ProcessStartInfo("openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=shop.example", "-keyout", "/dev/stdout", "-out", "/dev/stdout"])
            { RedirectStandardOutput = true, RedirectStandardError = true })!)
        {
            nginx.Write("etc/ssl/shop.pem", await openssl.StandardOutput.ReadToEndAsync());
        }

        nginx.Write("etc/nginx/ssl/shop.pem", await File.ReadAllTextAsync($"{nginx.Conf}/../ssl/shop.pem"));
        nginx.Write("etc/nginx/secret/users", "kept:{PLAIN}word\n");
        nginx.Write("etc/nginx/lists/partners", "127.0.0.1 partner;\n");
        nginx.Write("etc/nginx/lists/codes", "/old 410;\n");
        nginx.Write("etc/nginx/snippets/common.conf", "include snippets/deeper.conf;\n");
        nginx.Write("etc/nginx/snippets/deeper.conf", "location /deep { return 206; }\n");
        nginx.Write("etc/nginx/sites-enabled/b", "server {\n    listen 443 ssl http2;\n    ssl_certificate ssl/shop.pem;\n    ssl_certificate_key ../ssl/shop.pem;\n    return 203;\n}\n");
        nginx.Write("etc/nginx/sites-enabled/a", """
            server {
                listen 80; # a comment with ; and {
                root html;
                include snippets/common.conf;
                location /closed { auth_basic "x"; auth_basic_user_file secret/users; }
                location = /partner { if ($who = partner) { return 207; } return 403; }
                location = /old { if ($code = 410) { return 410; } return 200; }
                error_log /nowhere/error.log;
            }
            """);
        nginx.Write("share/html/index.html", "here\n");

        // A certificate whose name has a variable is read by the worker, which is not root.
        nginx.Write("etc/nginx/sites-enabled/c", "server { listen 444 ssl; ssl_certificate ssl/$ssl_server_name.pem; ssl_certificate_key ssl/$ssl_server_name.pem; return 226; }\n");
        nginx.Write("etc/nginx/ssl/own.example.pem", await File.ReadAllTextAsync($"{nginx.Conf}/../ssl/shop.pem"));
        nginx.Write("share/html/big", new string('x', 3_000_000));
        nginx.WriteHttp("""
            geo $who { default visitor; include lists/partners; }
            map $uri $code { include lists/*; default 200; }
            types { text/html html; }
            include sites-enabled/*;
            """.Replace("include lists/*; ", "include lists/code*; ", StringComparison.Ordinal));

        Assert.Equal(
            "200 206 401 207 410 203 226 200",
            await nginx.AnswersAsync(
                Get("http://127.0.0.1:80/index.html"), Get("http://127.0.0.1:80/deep"), Get("http://127.0.0.1:80/closed"), Get("http://127.0.0.1:80/partner"), Get("http://127.0.0.1:80/old"),
                Get("https://127.0.0.1:443/", "shop.example"),
                Get("https://127.0.0.1:444/", "own.example"), Get("http://127.0.0.1:80/big")));
    }

    [NginxFact]
    public async Task Takes_over_nothing_that_writes_listens_or_asks_by_itself()
    {
        using var application = new Application();
        using var watched = new Application();
        using var nginx = new StagedNginx { Globals = "pid PRODUCTION.pid; worker_rlimit_nofile 512; daemon on;" };
        nginx.WriteHttp($$"""
            log_format own '$remote_addr "$request"';
            proxy_cache_path PREFIXcache levels=1:2 keys_zone=pages:1m max_size=10m;
            proxy_temp_path PREFIXtemp 1 2;
            limit_req_zone $binary_remote_addr zone=one:1m rate=100r/s;
            upstream app { zone app 64k; server 127.0.0.1:{{application.Port}}; keepalive 4; }
            server {
                listen 80;
                proxy_cache pages;
                location / { proxy_pass http://app; proxy_store PREFIXstored; mirror /watch; access_log PREFIXown.log own; limit_req zone=one; if ($arg_x) { access_log off; } }
                location = /watch { internal; proxy_pass http://127.0.0.1:{{watched.Port}}; }
            }
            """, "worker_rlimit_core 1m; worker_shutdown_timeout 5s; env TZ;\nload_module /usr/lib/nginx/modules/ngx_stream_module.so;\nstream {\n    server { listen 9999; proxy_pass 127.0.0.1:1; }\n}\nlock_file PREFIXlock;".Replace("PREFIX", nginx.Prefix, StringComparison.Ordinal));
        if (!File.Exists("/usr/lib/nginx/modules/ngx_stream_module.so"))
        {
            await File.WriteAllTextAsync(nginx.MainPath, (await File.ReadAllTextAsync(nginx.MainPath)).Replace("load_module /usr/lib/nginx/modules/ngx_stream_module.so;", "", StringComparison.Ordinal));
        }

        var before = nginx.Listing();

        Assert.Equal("200", await nginx.AnswersAsync(Get("http://127.0.0.1:80/page")));
        Assert.Equal(before, nginx.Listing());
        Assert.Equal(["GET /page HTTP/1.0"], application.Asked);
        Assert.Empty(watched.Asked);
    }

    [NginxFact]
    public async Task Runs_as_the_user_of_a_master_that_is_not_roots()
    {
        await using var other = CommandReader.Start("setpriv", ["--reuid=www-data", "--regid=www-data", "--init-groups", "sleep", "100"]);
        await Eventually.True(() => File.ReadAllText($"/proc/{other.Pid}/comm").StartsWith("sleep", StringComparison.Ordinal));

        using var nginx = new StagedNginx { MasterPid = other.Pid!.Value };
        nginx.Write("etc/nginx/secret/users", "kept:{PLAIN}word\n");
        nginx.Write("share/html/index.html", "here\n");
        nginx.Write("share/html/rootonly", "not here\n");
        File.SetUnixFileMode($"{nginx.Prefix}html/rootonly", UnixFileMode.UserRead);
        nginx.WriteHttp("server { listen 8080; root html; location /closed { auth_basic x; auth_basic_user_file secret/users; } }");

        Assert.Equal(
            "200 403 401",
            await nginx.AnswersAsync(Get("http://127.0.0.1:8080/index.html"), Get("http://127.0.0.1:8080/rootonly"), Get("http://127.0.0.1:8080/closed")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(nginx.Shadows));
    }

    [NginxFact]
    public async Task Speaks_to_php_through_the_real_socket()
    {
        if (!File.Exists("/usr/sbin/php-fpm8.2"))
        {
            return;
        }

        using var nginx = new StagedNginx();
        var socket = $"{nginx.Prefix}php.sock";
        nginx.Write("php.conf", $"[global]\nerror_log = {nginx.Prefix}fpm.log\n[www]\nuser = www-data\nlisten = {socket}\nlisten.owner = www-data\npm = static\npm.max_children = 1\n");
        nginx.Write("share/html/index.php", "<?php http_response_code(201);");
        nginx.Write("etc/nginx/fastcgi.conf", "fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;\nfastcgi_param REQUEST_METHOD $request_method;\n");
        nginx.WriteHttp("server { listen 80; root html; location ~ \\.php$ { include fastcgi.conf; fastcgi_pass unix:PREFIXold.sock; } }");
        await using var php = nginx.Host.Start(Gatemedic.Diagnosis.HostCommand.Of("/usr/sbin/php-fpm8.2", "-n", "-F", "-y", $"{nginx.Conf}/../../php.conf"));
        await Eventually.True(() => File.Exists(socket) || php.Ended.IsCompleted);
        Assert.False(php.Ended.IsCompleted, php.Ended.IsCompleted ? (await php.Ended).Text : "");

        var proof = await nginx.ProveAsync("etc/nginx/nginx.conf", "old.sock", "php.sock", [Get("http://127.0.0.1:80/index.php")]);

        Assert.Equal("a private nginx with this edit answers GET http://127.0.0.1:80/index.php with 201, and without it with 502", proof!.Text);
    }

    [NginxFact]
    public async Task Loads_whatever_of_the_lab_nginx_loads()
    {
        var refused = new ConcurrentQueue<string>();
        var loaded = 0;
        var scenarios = ScenarioFiles.Find(Repository.Root, [], first: false).DistinctBy(s => string.Concat(OfNginx(s.Scenario).Select(f => f.Key + f.Value)));
        await Parallel.ForEachAsync(scenarios, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (named, cancellation) =>
        {
            using var nginx = new StagedNginx();
            Stage(nginx, named.Scenario);
            var test = await CommandReader.RunAsync("/usr/sbin/nginx", ["-t", "-p", nginx.Prefix, "-c", nginx.MainPath], TimeSpan.FromSeconds(30), cancellation);
            if (test.ExitCode != 0)
            {
                return;
            }

            Interlocked.Increment(ref loaded);
            if (await nginx.AnswersAsync() is { Length: > 0 } refusal)
            {
                refused.Enqueue($"{named.Name}: {refusal}");
            }
        });

        Assert.Empty(refused);
        output.WriteLine($"{loaded} configurations");
        Assert.True(loaded >= 40, $"only {loaded} of the lab's configurations load here");
    }

    private static IEnumerable<KeyValuePair<string, string>> OfNginx(Scenario scenario) => scenario.Files.Where(f => f.Key.StartsWith("/etc/nginx/", StringComparison.Ordinal));

    private static void Stage(StagedNginx nginx, Scenario scenario)
    {
        foreach (var file in Directory.EnumerateFiles("/etc/nginx", "*").Concat(Directory.EnumerateFiles("/etc/nginx/snippets")).Where(f => !f.EndsWith("nginx.conf", StringComparison.Ordinal)))
        {
            nginx.Write(file[1..], File.ReadAllText(file));
        }

        nginx.Write("etc/nginx/nginx.conf", Moved("user www-data; pid /run/nginx.pid; error_log /var/log/nginx/error.log; events {} http { include /etc/nginx/conf.d/*.conf; include /etc/nginx/sites-enabled/*; }"));
        foreach (var (path, text) in OfNginx(scenario))
        {
            nginx.Write(path[1..], Moved(text));
        }

        string Moved(string text) => text
            .Replace("/etc/nginx/", "CONF/", StringComparison.Ordinal)
            .Replace("/var/log/nginx/", "PREFIX", StringComparison.Ordinal)
            .Replace("/run/nginx.pid", "PREFIXnginx.pid", StringComparison.Ordinal);
    }
}
