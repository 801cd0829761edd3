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
    [MemberData(nameof(Cases))]
    public void Gives_no_warning(string file, string version)
    {
        var fixture = new Fixture(file, "", File.ReadAllText(Path.Combine(Folder, file)), NginxVersion.Parse(version));
        Assert.Empty(fixture.Run(CheckCatalog.All).Where(f => f.Check.Severity > LintSeverity.Note).Select(f => $"{f.Complaint.Line} {f.Check.Code}: {f.Complaint.Message}"));
    }
}
