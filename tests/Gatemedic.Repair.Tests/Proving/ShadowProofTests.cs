using static Gatemedic.Repair.Tests.StagedNginx;

namespace Gatemedic.Repair.Tests;

/// <summary>What two private nginx show of an edit; real nginx, real applications.</summary>
public sealed class ShadowProofTests
{
    private const string Main = "etc/nginx/nginx.conf";

    [NginxFact]
    public async Task Proves_the_port_at_which_the_application_listens()
    {
        using var application = new Application();
        using var nginx = Shop(out var dead);

        var proof = await nginx.ProveAsync(Main, $":{dead};", $":{application.Port};", [Get("http://127.0.0.1:80/cart")]);

        Assert.Equal(new PriorProof(PriorState.Proved, "a private nginx with this edit answers GET http://127.0.0.1:80/cart with 200, and without it with 502"), proof);
        Assert.Equal(["GET /cart HTTP/1.0"], application.Asked);
    }

    [NginxFact]
    public async Task Refutes_a_port_at_which_nothing_listens()
    {
        using var nginx = Shop(out var dead);

        var proof = await nginx.ProveAsync(Main, $":{dead};", $":{FreePort()};", [Get("http://127.0.0.1:80/")]);

        Assert.Equal(new PriorProof(PriorState.Refuted, "a private nginx with this edit still answers GET http://127.0.0.1:80/ with 502"), proof);
    }

    [NginxFact]
    public async Task Does_not_take_for_the_edits_work_what_is_answered_without_it()
    {
        using var application = new Application();
        using var nginx = new StagedNginx();
        nginx.WriteHttp($"server {{ listen 80; location / {{ proxy_pass http://127.0.0.1:{application.Port}; }} }}");

        var proof = await nginx.ProveAsync(Main, "proxy_pass", "proxy_read_timeout 5s; proxy_pass", [Get("http://127.0.0.1:80/")]);

        Assert.Equal(new PriorProof(PriorState.Unproved, "a private nginx answers GET http://127.0.0.1:80/ with 200 without the edit too"), proof);
    }

    [NginxFact]
    public async Task Refutes_an_edit_that_nginx_refuses_and_names_the_real_file_and_line()
    {
        using var nginx = new StagedNginx();
        nginx.Write("etc/nginx/conf.d/shop.conf", "server {\n    listen 80;\n    root html;\n}\n");
        nginx.WriteHttp("    include conf.d/*.conf;");

        var proof = await nginx.ProveAsync("etc/nginx/conf.d/shop.conf", "root html;", "rot html;", [Get("http://127.0.0.1:80/")]);

        Assert.Equal(
            new PriorProof(PriorState.Refuted, $"a private nginx refuses the configuration with this edit: unknown directive \"rot\" in {nginx.Conf}/conf.d/shop.conf:3"), proof);
    }

    [NginxFact]
    public async Task Refutes_an_edit_that_breaks_another_route()
    {
        using var application = new Application();
        using var nginx = new StagedNginx();
        var dead = FreePort();
        nginx.WriteHttp($$"""
            upstream app { server 127.0.0.1:{{application.Port}}; }
            server { listen 80; location / { proxy_pass http://app; } location /api/ { proxy_pass http://127.0.0.1:{{dead}}; } }
            """);

        var proof = await nginx.ProveAsync(
            Main, $"{application.Port}; }}\nserver", $"{dead}; }}\nserver", [Get("http://127.0.0.1:80/static")], [Get("http://127.0.0.1:80/other")]);
        var harm = await nginx.ProveAsync(
            Main, $$"""{ server 127.0.0.1:{{application.Port}}; }""", $$"""{ server 127.0.0.1:{{dead}}; } server { listen 81; return 204; }""", [Get("http://127.0.0.1:81/")], [Get("http://127.0.0.1:80/")]);

        Assert.Equal(PriorState.Refuted, proof!.State);
        Assert.Equal(new PriorProof(PriorState.Refuted, "a private nginx with this edit answers GET http://127.0.0.1:80/ with 502, and without it with 200"), harm);
    }

    [NginxFact]
    public async Task Proves_the_cure_of_a_configuration_that_does_not_load()
    {
        using var nginx = new StagedNginx();
        nginx.WriteHttp("server { listen 80; retrun 204; }");

        var proof = await nginx.ProveAsync(Main, "retrun", "return", []);

        Assert.Equal(
            new PriorProof(PriorState.Proved, $"a private nginx loads the configuration with this edit; without it: unknown directive \"retrun\" in {nginx.MainPath}:9"), proof);
    }

    [NginxFact]
    public async Task Says_nginx_own_words_where_no_private_one_starts()
    {
        using var nginx = new StagedNginx();
        nginx.WriteHttp("server { listen 80; return 204; }", "load_module /nowhere/module.so;");

        var proof = await nginx.ProveAsync(Main, "204", "200", [Get("http://127.0.0.1:80/")]);

        Assert.Equal(
            $"no private nginx starts: dlopen() \"/nowhere/module.so\" failed (/nowhere/module.so: cannot open shared object file: No such file or directory) in {nginx.MainPath}:4",
            Assert.IsType<PriorProof>(proof).Text);
        Assert.Equal(PriorState.Unproved, proof!.State);
    }

    [NginxFact]
    public async Task Leaves_neither_files_nor_processes()
    {
        using var application = new Application();
        using var nginx = Shop(out var dead);
        var before = nginx.Listing();

        await nginx.ProveAsync(Main, $":{dead};", $":{application.Port};", [Get("http://127.0.0.1:80/")]);

        Assert.Equal(before, nginx.Listing());
        Assert.Empty(Directory.EnumerateFileSystemEntries(nginx.Shadows));
        Assert.Empty(nginx.Processes());
    }

    [NginxFact]
    public async Task Leaves_neither_files_nor_processes_when_it_is_cut_off()
    {
        using var application = new Application(answer: null);
        using var nginx = Shop(out var dead);
        using var cut = new CancellationTokenSource();

        var proof = nginx.ProveAsync(Main, $":{dead};", $":{application.Port};", [Get("http://127.0.0.1:80/")], cancellation: cut.Token);
        await application.First.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await cut.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proof);
        Assert.Empty(Directory.EnumerateFileSystemEntries(nginx.Shadows));
        Assert.Empty(nginx.Processes());
    }

    [NginxFact]
    public async Task Removes_what_a_killed_run_has_left_and_nothing_else()
    {
        using var application = new Application();
        using var nginx = Shop(out var dead);
        using var atWork = ShadowDirectory.Make(nginx.Shadows);
        nginx.Write("shadows/shadow-left/f0", $"daemon off; pid {nginx.Shadows}/shadow-left/pid; error_log {nginx.Shadows}/shadow-left/error.log; events {{}}");
        nginx.Write("shadows/shadow-left.lock", "");
        await using var left = nginx.Host.Start(Gatemedic.Diagnosis.HostCommand.Of("/usr/sbin/nginx", "-c", $"{nginx.Shadows}/shadow-left/f0"));
        await Eventually.True(() => File.Exists($"{nginx.Shadows}/shadow-left/pid") || left.Ended.IsCompleted);
        Assert.False(left.Ended.IsCompleted);

        await nginx.ProveAsync(Main, $":{dead};", $":{application.Port};", [Get("http://127.0.0.1:80/")]);

        Assert.True((await left.Ended).Succeeded);
        Assert.Equal([atWork.Path, atWork.Path + ".lock"], Directory.EnumerateFileSystemEntries(nginx.Shadows).Order());
    }

    private static StagedNginx Shop(out int dead)
    {
        var nginx = new StagedNginx();
        dead = FreePort();
        nginx.WriteHttp($"    server {{\n        listen 80;\n        location / {{ proxy_pass http://127.0.0.1:{dead}; }}\n    }}");
        return nginx;
    }
}
