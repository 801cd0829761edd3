namespace Gatemedic.Logs.Tests.Joining;

/// <summary>Real time-outs run here, so nothing else may take the processors meanwhile.</summary>
[CollectionDefinition(nameof(RealNginxJoinTests), DisableParallelization = true)]
public sealed class RealNginxCollection : ICollectionFixture<NginxStage>;

[Collection(nameof(RealNginxJoinTests))]
public sealed class RealNginxJoinTests(NginxStage stage)
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

    [Fact]
    public void Tells_each_request_once_from_the_error_log_alone()
    {
        var (text, truths) = stage.Access("full");
        var lines = text.Split('\n');
        var failed = Read(Bytes.Errors(stage.Errors("error"))).ToLookup(f => f.Uri);
        // What nginx itself made of a request to a target of its own; the upstream's own answers and returns have no line, and
        // a long target is cut in the error log.
        var expected = truths.Index().Where(t => t.Item is not ("ok" or "client-gave-up" or "returned-by-nginx" or "limit-req") && !t.Item.StartsWith("upstream-returned", StringComparison.Ordinal)
            && lines[t.Index].Length < 1000 && !lines[t.Index].Contains(Asked.Alike, StringComparison.Ordinal)).Select(t => (Target: Target(lines[t.Index]), Truth: t.Item)).ToArray();
        Assert.True(expected.Length > 300, $"{expected.Length}");
        Assert.Equal(expected, expected.Select(e => (e.Target, string.Join('+', failed[e.Target].Select(f => f.Reason.Id)))));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("tries")]
    [InlineData("json")]
    [InlineData("pipes")]
    public void Never_rules_out_the_true_reason_by_the_access_log_alone(string log)
    {
        var (text, truths) = stage.Access(log);
        var (_, format, escape) = NginxStage.Formats.Single(f => f.Log == log);
        var failed = Read(Bytes.Access(text, format, escape));
        // What only an error line can tell: a cut body, a fine variant of a failure before the answer.
        string[] fine = ["ok", "premature-close-body", "reset-body", "invalid-body", "body-timeout", "limit-req", "redirection-cycle", "auth-request-status"];
        var wrong = failed.Where(f => f.Confidence > 0.8).Select(f => (Seen: f, Truth: truths[int.Parse(f.Access!.Source.Split(':')[1], null) - 1]))
            .Where(f => !fine.Contains(f.Truth) && f.Seen.Reason.Id != f.Truth && !f.Seen.Others.Any(o => o.Id == f.Truth))
            .Select(f => $"{f.Truth} taken for {f.Seen.Reason.Id} with {f.Seen.Confidence}: {f.Seen.Access!.Line}");
        Assert.Empty(wrong);
        Assert.True(failed.Length > 500, $"{failed.Length}");
    }

    // As it was sent: the default escaping of the access log undone.
    private static string Target(string line)
    {
        var text = System.Text.Encoding.Latin1.GetBytes(line.Split('"')[1]);
        var raw = new byte[text.Length];
        int length = RequestText.Unescape(text, "default", raw);
        return LogText.Of(RequestText.Target(raw.AsSpan(0, length)));
    }

    private static string Counted(string[] reasons) =>
        string.Join(", ", reasons.Where(r => r is not null).GroupBy(r => r).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"));

    private static FailedRequest[] Read(params LogSource[] sources) => [.. FailedRequests.Read(sources, LogWindow.All, CancellationToken.None)];
}
