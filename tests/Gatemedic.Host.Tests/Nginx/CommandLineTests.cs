namespace Gatemedic.Host.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string, string?, string?, string?> Titles => new()
    {
        { "nginx: master process nginx", null, null, null },
        { "nginx: master process /usr/sbin/nginx", null, null, null },
        { "nginx: master process /usr/sbin/nginx -c /etc/n/a.conf", "/etc/n/a.conf", null, null },
        { "nginx: master process /usr/sbin/nginx -p /srv/x -c conf/n.conf", "conf/n.conf", "/srv/x", null },
        { "nginx: master process nginx -g daemon off;", null, null, "daemon off;" },
        { "nginx: master process nginx -g daemon off; error_log stderr; -c /x", "/x", null, "daemon off; error_log stderr;" },
        { "nginx: master process nginx -g env A=-c; -c /x", "/x", null, "env A=-c;" },
        { "nginx: master process nginx -g user -g; -c /x", "/x", null, "user -g;" },
        { "nginx: master process nginx -qc /x", "/x", null, null },
        { "nginx: master process nginx -c/x -p/y", "/x", "/y", null },
        { "nginx: master process nginx -c /with blank/n.conf -p /y", "/with blank/n.conf", "/y", null },
        { "nginx: master process nginx -c", null, null, null },
    };

    [Theory]
    [MemberData(nameof(Titles))]
    public void Reads_the_options_out_of_a_title(string title, string? conf, string? prefix, string? globals) =>
        Assert.Equal(new CommandLine(conf, prefix, null, globals, false), CommandLine.ParseTitle(title));

    [Theory]
    [InlineData("nginx|-t", true)]
    [InlineData("nginx|-s|reload", true)]
    [InlineData("nginx|-sreload", true)]
    [InlineData("nginx|-qt|-c|/x", true)]
    [InlineData("nginx|-q", false)]
    [InlineData("nginx|-g|daemon off; master_process off;", false)]
    public void Tells_errands_from_servers(string arguments, bool isErrand) =>
        Assert.Equal(isErrand, CommandLine.Parse([.. arguments.Split('|')]).IsErrand);

    [Theory]
    [InlineData(null, null, "/usr/share/nginx", "/etc/nginx/nginx.conf")]
    [InlineData("/a/b.conf", null, "/usr/share/nginx", "/a/b.conf")]
    [InlineData("b.conf", null, "/usr/share/nginx", "/usr/share/nginx/b.conf")]
    [InlineData("b.conf", "/srv/", "/srv", "/srv/b.conf")]
    [InlineData("b.conf", "srv", "/home/me/srv", "/home/me/srv/b.conf")]
    public void Leads_c_and_p_where_nginx_leads_them(string? conf, string? prefix, string expectedPrefix, string expectedConf)
    {
        var build = NginxBuild.Parse("nginx", BuildTests.Debian);
        Assert.Equal((expectedPrefix, expectedConf), MasterReader.Paths(new CommandLine(conf, prefix, null, null, false), build, "/home/me"));
    }
}

public sealed class BuildTests
{
    internal const string Debian =
        "nginx version: nginx/1.22.1\nbuilt with OpenSSL 3.0.8 7 Feb 2023\nTLS SNI support enabled\n"
        + "configure arguments: --with-cc-opt='-g -O2 -ffile-prefix-map=/build=. --prefix=/wrong' --prefix=/usr/share/nginx "
        + "--conf-path=/etc/nginx/nginx.conf --http-log-path=/var/log/nginx/access.log --error-log-path=stderr --user=www-data";

    [Fact]
    public void Reads_what_a_distribution_compiled_in() =>
        Assert.Equal(
            new NginxBuild
            {
                Exe = "/usr/sbin/nginx",
                Version = "1.22.1",
                Prefix = "/usr/share/nginx",
                ConfPath = "/etc/nginx/nginx.conf",
                CompiledConfPath = "/etc/nginx/nginx.conf",
                ErrorLogPath = null,
                AccessLogPath = "/var/log/nginx/access.log",
                User = "www-data",
                ConfigureArguments = Debian[(Debian.IndexOf("arguments: ", StringComparison.Ordinal) + "arguments: ".Length)..].TrimEnd(),
            },
            NginxBuild.Parse("/usr/sbin/nginx", Debian));

    [Fact]
    public void Fills_in_the_defaults_of_the_source()
    {
        var build = NginxBuild.Parse("/x/openresty", "nginx version: openresty/1.21.4.1\nconfigure arguments: --with-http_v2_module")!;
        Assert.Equal(
            ("1.21.4.1", "/usr/local/nginx", "/usr/local/nginx/conf/nginx.conf", "/p/logs/error.log", "/p/logs/access.log", "nobody"),
            (build.Version, build.Prefix, build.ConfPath, build.ErrorLog("/p"), build.AccessLog("/p"), build.User));
    }

    [Fact]
    public void Gives_nothing_for_another_program() => Assert.Null(NginxBuild.Parse("/bin/ls", "ls (GNU coreutils) 9.1"));

    [NginxFact]
    public async Task Finds_in_the_binary_what_nginx_V_prints()
    {
        var asked = await CommandReader.RunAsync("/usr/sbin/nginx", ["-V"], TimeSpan.FromMinutes(1), default);
        var read = BuildReader.VersionText(await File.ReadAllBytesAsync("/usr/sbin/nginx"));
        Assert.Equal(NginxBuild.Parse("/usr/sbin/nginx", asked.Errors), NginxBuild.Parse("/usr/sbin/nginx", read));
    }

    [NginxFact]
    public async Task Finds_the_installed_nginx()
    {
        var found = await InstalledNginxReader.ReadAsync(new BuildReader(), default);
        Assert.Equal("/usr/sbin/nginx", found.Seen?.Exe);
    }

    [Fact]
    public async Task Says_why_a_binary_could_not_be_read()
    {
        var build = await new BuildReader().ReadAsync("/nowhere/nginx", "/nowhere/nginx", default);
        Assert.Equal(("version of /nowhere/nginx", "No such file or directory"), (build.Blind?.What, build.Blind?.Why));
    }
}
