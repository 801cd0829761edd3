using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Configurations as careful people write them: no check has more than a note for them, whatever the version.</summary>
public sealed class SaneConfigurationTests
{
    private static readonly string Folder = Repository.Path("tests", "Gatemedic.Lint.Tests", "Sane");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Folder).Order(StringComparer.Ordinal))
            {
                cases.Add(Path.GetFileName(file), "1.22.1");
                cases.Add(Path.GetFileName(file), Fixture.NewestVersion.ToString());
            }

            return cases;
        }
    }

    [Theory]
    [InlineData("wordpress-php-fpm.conf")]
    [InlineData("django-gunicorn.conf")]
    [InlineData("node-websocket-keepalive.conf")]
    public void Gives_no_warning_on_a_host_as_distributions_set_it_up(string file)
    {
        foreach (var version in (string[])["1.22.1", Fixture.NewestVersion.ToString()])
        {
            var scene = StagedHost.Whole(File.ReadAllText(Path.Combine(Folder, file))).Version(version).Address("192.0.2.4")
                .Listens("/run/php/php8.2-fpm.sock", 600, backlog: 4096)
                .Pool("www", "user = www-data\ngroup = www-data\nlisten = /run/php/php8.2-fpm.sock\nlisten.owner = www-data\nlisten.group = www-data\npm = dynamic\npm.max_children = 5")
                .App("/usr/bin/python3 /usr/bin/gunicorn app.wsgi", "/run/gunicorn/app.sock", backlog: 2048)
                .App("/usr/bin/node server.js", "127.0.0.1:3000", pid: 4712).App("/usr/bin/node server.js", "127.0.0.1:3001", pid: 4713)
                .Scene();
            var fixture = new Fixture(file, "", "", NginxVersion.Parse(version), scene);
            Assert.NotEmpty(fixture.Subject().Subject.HostTargets);
            Assert.Empty(fixture.Run(CheckCatalog.All).Where(f => f.Check.Severity > LintSeverity.Note).Select(f => $"{f.Complaint.Line} {f.Check.Code}: {f.Complaint.Message}"));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_no_warning(string file, string version)
    {
        var fixture = new Fixture(file, "", File.ReadAllText(Path.Combine(Folder, file)), NginxVersion.Parse(version));
        Assert.Empty(fixture.Run(CheckCatalog.All).Where(f => f.Check.Severity > LintSeverity.Note).Select(f => $"{f.Complaint.Line} {f.Check.Code}: {f.Complaint.Message}"));
    }
}
