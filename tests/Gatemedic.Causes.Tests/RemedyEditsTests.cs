using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The edits that remedies offer, over all recorded cases.</summary>
[Collection("cases")]
public sealed class RemedyEditsTests
{
    [Fact]
    public void Give_a_configuration_that_is_read_to_its_end()
    {
        var rooms = new HashSet<string>();
        foreach (var recorded in RecordedCase.All)
        {
            var findings = new DiagnosisEngine(CauseCatalog.All).Conclude(recorded.Read()).Findings;
            foreach (var (finding, remedy) in findings.SelectMany(f => f.Remedies.Where(r => r.Edits.Length > 0).Select(r => (f, r))))
            {
                var snapshot = finding.Instance.Configuration.Seen!;
                var changes = finding.Instance.Changes(remedy.Edits);
                Assert.Equal(remedy.Edits.Select(e => e.File).Distinct().Order(StringComparer.Ordinal), changes.Select(c => c.Path));
                Assert.All(changes, change => Assert.StartsWith($"--- {change.Path}\n+++ {change.Path}\n@@ ", change.Diff, StringComparison.Ordinal));
                var after = ConfigParser.Parse(new OverlaidFiles(snapshot, changes.ToDictionary(c => c.Path, c => c.After)), snapshot.MainPath);
                Assert.True(after.Error is null || after.Error.Message.Contains("not part of the snapshot", StringComparison.Ordinal), $"{recorded.Name}, {remedy.Id}: {after.Error}");
                rooms.Add(finding.Cause);
            }
        }

        Assert.Superset(new HashSet<string> { "wrong-port", "header-too-big", "slow-upstream", "protocol-mismatch", "config-invalid", "localhost-ipv6" }, rooms);
    }
}
