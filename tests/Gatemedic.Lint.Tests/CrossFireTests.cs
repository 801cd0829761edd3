using System.Text;

namespace Gatemedic.Lint;

/// <summary>Every check over every fixture: what else a fixture fires is seen and meant.</summary>
public sealed class CrossFireTests
{
    [Fact]
    public void The_matrix_is_the_golden_one()
    {
        var matrix = new StringBuilder();
        foreach (var fixture in Fixture.All)
        {
            matrix.Append(fixture.Name).Append('\n');
            foreach (var finding in fixture.Run(CheckCatalog.All))
            {
                matrix.Append($"  {fixture.LineOf(finding.Complaint),3} {finding.Check.Code}\n");
            }
        }

        Repository.Golden(Repository.Path("tests", "Gatemedic.Lint.Tests", "cross-fire.golden.txt"), matrix.ToString());
    }
}
