namespace Gatemedic.Logs.Tests.Joining;

public sealed class RealNginxJoinTests(NginxStage stage) : IClassFixture<NginxStage>
{
    public static TheoryData<string, string> Logs()
    {
        var data = new TheoryData<string, string>();
        foreach (var (log, _, _) in NginxStage.Formats)
        {
            data.Add(log, "error");
            data.Add(log, "info");
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void Gives_every_failed_request_the_true_reason(string log, string errors)
    {
        var (text, truths) = stage.Access(log);
        var (_, format, escape) = NginxStage.Formats.Single(f => f.Log == log);
        var failed = Read(Bytes.Access(text, format, escape), Bytes.Errors(stage.Errors(errors)));

        var byLine = failed.Where(f => f.Access is not null).ToDictionary(f => int.Parse(f.Access!.Source.Split(':')[1], null) - 1);
        var lines = text.Split('\n');
        var wrong = new List<string>();
        var (alike, found) = (new string[truths.Length], new string[truths.Length]);
        for (int i = 0; i < truths.Length; i++)
        {
            var seen = byLine.GetValueOrDefault(i);
            string reason = seen?.Reason.Id ?? "ok";
            if (lines[i].Contains(Asked.Alike, StringComparison.Ordinal))
            {
                (alike[i], found[i]) = (truths[i], reason);
            }
            else if (truths[i] == "limit-req" && reason == "ok")
            {
                // The limit lets one through a minute, and how long the play lasts is the machine's affair.
                Assert.Contains("200", lines[i]);
            }
            // What the format does not tell may stay open, if that is said.
            else if (reason != truths[i] && !(seen is { Confidence: < 1 } && seen.Others.Any(o => o.Id == truths[i])))
            {
                wrong.Add($"{truths[i]} taken for {reason} ({seen?.Because}): {lines[i]}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {truths.Length} wrong\n" + string.Join('\n', wrong.Take(20)));
        // Requests that are alike in everything may be taken for each other; each line is still given once.
        Assert.True(Counted(alike) == Counted(found), $"{Counted(alike)}\n{Counted(found)}\n" + string.Join('\n',
            Enumerable.Range(0, truths.Length).Where(i => alike[i] != found[i]).Select(i => $"{alike[i]} taken for {found[i]}: {lines[i]}")));
        Assert.Empty(failed.Where(f => f.Access is null).Select(f => $"{f.Reason.Id} {f.Uri}"));
        var quotes = failed.SelectMany(f => f.Errors.Select(e => e.Source)).ToArray();
        Assert.Equal(quotes.Length, quotes.Distinct().Count());
    }

    private static string Counted(string[] reasons) =>
        string.Join(", ", reasons.Where(r => r is not null).GroupBy(r => r).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"));

    private static FailedRequest[] Read(params LogSource[] sources) => [.. FailedRequests.Read(sources, LogWindow.All, CancellationToken.None)];
}
