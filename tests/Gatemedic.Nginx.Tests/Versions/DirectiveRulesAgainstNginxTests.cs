using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx.Tests.Versions;

/// <summary>The rules and the real nginx judge the same statements. GATEMEDIC_FULL=1 sweeps all cases instead of a sample.</summary>
public sealed partial class DirectiveRulesAgainstNginxTests
{
    private const int Sample = 1500;

    [Fact]
    public void Judges_every_directive_in_every_block_as_nginx_does()
    {
        if (NginxJudge.Build.Length == 0)
        {
            return;
        }

        var all = DirectiveCases.All().ToArray();
        if (Environment.GetEnvironmentVariable("GATEMEDIC_FULL") != "1")
        {
            new Random(499).Shuffle(all);
            all = all[..Sample];
        }

        var differences = new ConcurrentBag<string>();
        var (accepted, refused) = (0, 0);
        Parallel.ForEach(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            () => new NginxJudge(),
            (test, _, judge) =>
            {
                var text = DirectiveCases.Configuration(test, judge.Socket);
                var (theirs, ours) = (judge.Test(text), judge.Rules(text));
                Interlocked.Increment(ref theirs is null ? ref accepted : ref refused);
                if (theirs != ours && !IsPatched(test) && !IsBeyondTheTable(test, theirs, ours))
                {
                    differences.Add($"{test.Context}: {test.Text.Replace("\n", "\\n", StringComparison.Ordinal)}\n  nginx: {theirs}\n  rules: {ours}");
                }

                return judge;
            },
            judge => judge.Dispose());

        if (Environment.GetEnvironmentVariable("GATEMEDIC_REPORT") is { } report)
        {
            System.IO.File.WriteAllLines(report, [$"{all.Length} cases, {accepted} accepted, {refused} refused, {differences.Count} differences", .. differences.Order(StringComparer.Ordinal)]);
        }

        Assert.True(differences.IsEmpty, $"{differences.Count} of {all.Length}:\n" + string.Join('\n', differences.Order(StringComparer.Ordinal).Take(20)));
        Assert.InRange(accepted, all.Length / 20, all.Length);
        Assert.InRange(refused, all.Length / 20, all.Length);
    }

    [Fact]
    public void Finds_the_first_fault_of_many_statements_as_nginx_does()
    {
        if (NginxJudge.Build.Length == 0)
        {
            return;
        }

        var random = new Random(502);
        var cases = DirectiveCases.All().Where(c => c.Context is DirectiveContexts.Location or DirectiveContexts.Server && !IsPatched(c)).ToLookup(c => c.Context);
        var pools = cases.ToDictionary(g => g.Key, g => g.Where(c => c.Row is not null).ToArray());
        var agreed = 0;
        using var judge = new NginxJudge();
        for (var round = 0; round < 300; round++)
        {
            string Some(DirectiveContexts context, int count) => string.Join('\n', random.GetItems(pools[context], count).Select(c => c.Text));
            var text = $"pid p;\nevents {{ }}\nhttp {{\nserver {{\nlisten unix:{judge.Socket};\n{Some(DirectiveContexts.Server, 2)}\nlocation / {{\n{Some(DirectiveContexts.Location, 3)}\n}}\n}}\n}}\n";
            var (theirs, ours) = (judge.Test(text), judge.Rules(text));
            if (theirs is { } fault && !Slot().IsMatch(fault.Message))
            {
                // A value that only its module understands came first.
                Assert.True(ours is null || ours.Value.Line >= fault.Line, $"nginx: {theirs}\nrules: {ours}\n{text}");
            }
            else if (theirs != ours && !(theirs is { } own && Regex.IsMatch(own.Message, "invalid (value|number)$|^invalid (value|parameter)|is duplicate") && (ours is null || ours.Value.Line > own.Line)))
            {
                Assert.Fail($"nginx: {theirs}\nrules: {ours}\n{text}");
            }
            else
            {
                agreed++;
            }
        }

        Assert.InRange(agreed, 150, 300);
    }

    /// <summary>Debian's security update of 1.22.1 took over a directive of 1.29.8.</summary>
    private static bool IsPatched(DirectiveCase test) => test.Text.StartsWith("max_headers", StringComparison.Ordinal);

    /// <summary>nginx refuses what the rules cannot see: an argument that the module reads by code of its own, or a combination that is checked when all is read.</summary>
    private static bool IsBeyondTheTable(DirectiveCase test, (string Message, int Line)? theirs, (string Message, int Line)? ours) =>
        ours is null && theirs is { } fault && test.Row is { } row
        && (row.Value.Kind is ValueKind.Own or ValueKind.Data ? !Structural().IsMatch(fault.Message) : !Slot().IsMatch(fault.Message));

    [GeneratedRegex("^(unknown directive|invalid number of arguments|directive \".*\" (is not terminated|has no opening)|\".*\" directive is not allowed here)")]
    private static partial Regex Structural();

    [GeneratedRegex("^(unknown directive|invalid number of arguments|directive \"|\"[a-z0-9_]+\" directive (is|invalid|must)|invalid value|invalid parameter|value must)")]
    private static partial Regex Slot();
}
