using Gatemedic.Lab.Format;

namespace Gatemedic.Lab.Run;

/// <summary>Holds a diagnosis against what the scenario expects.</summary>
internal static class Comparison
{
    /// <summary>Each difference in words; empty when it is as expected.</summary>
    public static IEnumerable<string> Misses(Expectation expected, Diagnosis found)
    {
        var exit = expected.Exit ?? (expected.Causes.Count > 0 ? 1 : 0);
        if (found.Exit != exit)
        {
            yield return $"exit {found.Exit}, not {exit}";
        }

        if (expected.Verdict.Count > 0 && !expected.Verdict.Contains(found.Verdict))
        {
            yield return $"verdict {found.Verdict}, not {string.Join(" or ", expected.Verdict)}";
        }

        foreach (var code in expected.Not.Where(code => found.Findings.Any(finding => finding.Cause == code)))
        {
            yield return $"named the look-alike {code}";
        }

        var left = found.Findings.ToList();
        foreach (var wanted in expected.Causes)
        {
            var match = left.Find(finding => Differences(wanted, finding).Length == 0);
            var near = match ?? left.Find(finding => finding.Cause == wanted.Cause);
            if (near is null)
            {
                yield return $"did not find {wanted.Cause}";
                continue;
            }

            left.Remove(near);
            if (match is null)
            {
                yield return $"{wanted.Cause}: {string.Join(", ", Differences(wanted, near))}";
            }
        }

        foreach (var extra in left)
        {
            yield return $"also found {extra}";
        }
    }

    private static string[] Differences(ExpectedFinding wanted, Finding found) =>
    [
        .. Difference("cause", [wanted.Cause], found.Cause),
        .. Difference("detail", wanted.Detail.Length == 0 ? [] : [wanted.Detail], found.Detail),
        .. Difference("upstream", wanted.Upstream, found.Upstream),
        .. Difference("severity", wanted.Severity.Length == 0 ? [] : [wanted.Severity], found.Severity),
    ];

    private static IEnumerable<string> Difference(string field, List<string> wanted, string found)
    {
        if (wanted.Count > 0 && !wanted.Contains(found))
        {
            yield return $"{field} \"{found}\", not {string.Join(" or ", wanted)}";
        }
    }
}
