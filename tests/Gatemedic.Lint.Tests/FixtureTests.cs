using System.Diagnostics;

namespace Gatemedic.Lint;

/// <summary>Checks complain about exactly the marked lines, in fixtures that nginx takes.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Names => [.. Fixture.All.Select(f => f.Name)];

    public static TheoryData<string> Loadable => [.. Fixture.All.Where(f => f is { Version: null, Scene: null }).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Complains_about_the_marked_lines_and_no_other(string name)
    {
        var fixture = Find(name);
        if (fixture is { IsSnippet: true } && CheckCatalog.Find(fixture.Check)!.Profile.NeedsHost)
        {
            return;
        }

        var lines = fixture.Run([CheckCatalog.Find(fixture.Check)!]).Where(f => f.Ignored is null).Select(f => fixture.LineOf(f.Complaint)).Distinct().Order().ToList();
        if (fixture.IsSnippet)
        {
            Assert.Equal(fixture.MustFire, lines.Count > 0);
        }
        else
        {
            Assert.Equal(fixture.MustFire, fixture.Expected.Any());
            Assert.Equal(fixture.Expected, lines);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Offered_edits_end_the_complaint(string name)
    {
        var fixture = Find(name);
        ICheck check = CheckCatalog.Find(fixture.Check)!;
        var edits = fixture.Run([check]).SelectMany(f => f.Complaint.Edits).Distinct().OrderByDescending(e => e.Start).ToList();
        if (edits.Count == 0 || fixture.IsDump)
        {
            return;
        }

        var text = edits.Aggregate(fixture.Text, (t, e) => t[..e.Start] + e.Text + t[e.End..]);
        Assert.Empty(fixture.With(text).Run([check]).Where(f => f.Complaint.Edits.Length > 0));
    }

    [Theory]
    [MemberData(nameof(Loadable))]
    public void Nginx_takes_the_fixture_unless_it_shows_what_nginx_refuses(string name)
    {
        var fixture = Find(name);
        var directory = Directory.CreateTempSubdirectory("gatemedic-lint-");
        try
        {
            var path = Path.Combine(directory.FullName, "nginx.conf");
            foreach (var (file, text) in fixture.IsDump ? fixture.Parts() : [("/etc/nginx/nginx.conf", fixture.Whole())])
            {
                var own = file.Replace("/etc/nginx", directory.FullName, StringComparison.Ordinal);
                Directory.CreateDirectory(Path.GetDirectoryName(own)!);
                File.WriteAllText(own, text.Replace("/etc/nginx/", directory.FullName + "/", StringComparison.Ordinal));
            }

            var start = new ProcessStartInfo("nginx") { RedirectStandardError = true };
            foreach (var arg in (string[])["-t", "-q", "-p", directory.FullName, "-c", path, "-e", "stderr", "-g", $"pid {directory.FullName}/pid;"])
            {
                start.ArgumentList.Add(arg);
            }

            using var nginx = Process.Start(start)!;
            var said = nginx.StandardError.ReadToEnd();
            nginx.WaitForExit();

            if (fixture.MustFire && CheckCatalog.Find(fixture.Check)!.Profile.LeadsTo[0] == "config-invalid")
            {
                Assert.Contains("[emerg]", said, StringComparison.Ordinal);
                return;
            }

            // Names of the examples do not resolve, and logs and certificates are not there: that is not the fixture's subject.
            Assert.True(nginx.ExitCode == 0 || said.Contains("host not found", StringComparison.Ordinal) || said.Contains("No such file or directory", StringComparison.Ordinal), said);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Fixture Find(string name) => Fixture.All.Single(f => f.Name == name);
}
