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
        if (!NginxStage.IsInstalled)
        {
            return;
        }
        var (text, truths) = stage.Access(log);
        var (_, format, escape) = NginxStage.Formats.Single(f => f.Log == log);
        var failed = Read(TextBytes.Access(text, format, escape), TextBytes.Errors(stage.Errors(errors)));

        var byLine = failed.Where(f => f.Access is not null).ToDictionary(f => int.Parse(f.Access!.Source.Split(':')[1], null) - 1);
        var lines = text.Split('\n');
        var wrong = new List<string>();
        for (int i = 0; i < truths.Length; i++)
        {
            var seen = byLine.GetValueOrDefault(i);
            // Requests that are alike in everything the format tells may be taken for each other, if that is said.
            bool isDoubted = lines[i].Contains(Asked.Alike, StringComparison.Ordinal) && seen is { Confidence: < 1 } && seen.Others.Any(o => o.Id == truths[i]);
            if ((seen?.Reason.Id ?? "ok") != truths[i] && !isDoubted)
            {
                wrong.Add($"{truths[i]} taken for {seen?.Reason.Id} ({seen?.Because}): {lines[i]}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {truths.Length} wrong\n" + string.Join('\n', wrong.Take(20)));
        Assert.Empty(failed.Where(f => f.Access is null).Select(f => $"{f.Reason.Id} {f.Uri}"));
        var quotes = failed.SelectMany(f => f.Errors.Select(e => e.Source)).ToArray();
        Assert.Equal(quotes.Length, quotes.Distinct().Count());
    }

    private static FailedRequest[] Read(params LogSource[] sources) => [.. FailedRequests.Read(sources, LogWindow.All, CancellationToken.None)];
}
