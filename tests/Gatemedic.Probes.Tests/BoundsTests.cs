using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>Many peers at once, and runs that are cut off.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task Speaks_to_an_address_with_one_connection_at_a_time()
    {
        var connections = new List<Task>();
        var overlaps = new List<Task<bool>>();
        using var server = RawServer.OnTcp((stream, cancellation) =>
        {
            var closed = ReadToEndAsync(stream, cancellation);
            lock (connections)
            {
                overlaps.AddRange(connections.Where(other => !other.IsCompleted).Select(other => StayOpenAsync(other, closed)));
                connections.Add(closed);
            }

            return closed;
        });
        var questions = new[] { Protocol.Http, Protocol.Https, Protocol.FastCgi }.Select(protocol => Question(server.Address, protocol)).ToArray();

        var answers = await Asking.AnswersAsync(questions, seconds: 3);

        Assert.Equal(questions, answers.Select(answer => answer.Question));
        Assert.Equal((true, 0), (connections.Count >= 3, (await Task.WhenAll(overlaps)).Count(overlap => overlap)));
    }

    [Fact]
    public async Task Does_not_connect_again_for_the_next_question_where_nobody_listens()
    {
        var address = new PeerAddress("127.0.0.1", ServerProcess.FreePort());

        var answers = await Asking.AnswersAsync([Question(address, Protocol.Http), Question(address, Protocol.Https)]);

        Assert.Same(answers[0].Result.Seen, answers[1].Result.Seen);
    }

    [Fact]
    public async Task Does_not_let_a_peer_hang_again_for_another_Host()
    {
        using var silent = RawServer.Silent();
        var question = Question(silent.Address, Protocol.Http);

        var answers = await Asking.AnswersAsync(
            [question, question with { Request = new ProbeRequest("other") }, question with { Request = new ProbeRequest("localhost", "/other") }], seconds: 1);

        Assert.Same(answers[0].Result.Seen, answers[1].Result.Seen);
        Assert.NotSame(answers[0].Result.Seen, answers[2].Result.Seen);
    }

    [Fact]
    public async Task Silent_peers_among_two_hundred_keep_no_other_from_answering()
    {
        var missing = 180;
        var allAnswered = new TaskCompletionSource();
        using var silent = new Servers(20, RawServer.Silent);
        using var good = new Servers(180, () => RawServer.OnTcp(async (stream, cancellation) =>
        {
            await HelloAndGoodbye(stream, cancellation);
            if (Interlocked.Decrement(ref missing) == 0)
            {
                allAnswered.SetResult();
            }
        }));
        using var cut = new CancellationTokenSource();

        var asking = Asking.AnswersAsync(
            silent.Addresses.Concat(good.Addresses).Select(address => Question(address, Protocol.Http)), seconds: 120, cancellation: cut.Token);
        await Task.WhenAny(allAnswered.Task, asking);
        await cut.CancelAsync();
        var answers = await asking;

        Assert.Equal(
            [((ProbeOutcome?)null, 20), (ProbeOutcome.Answered, 180)],
            answers.GroupBy(answer => answer.Result.Seen?.Outcome).Select(group => (group.Key, group.Count())));
    }

    [Fact]
    public async Task A_run_that_is_cut_off_keeps_what_it_has_and_says_what_is_missing()
    {
        var answered = new TaskCompletionSource();
        using var good = RawServer.OnTcp(async (stream, cancellation) =>
        {
            await HelloAndGoodbye(stream, cancellation);
            answered.SetResult();
        });
        var heard = new TaskCompletionSource();
        using var silent = RawServer.OnTcp((_, cancellation) =>
        {
            heard.SetResult();
            return Task.Delay(Timeout.Infinite, cancellation);
        });
        using var cut = new CancellationTokenSource();

        var asking = Asking.AnswersAsync([Question(good.Address, Protocol.Http), Question(silent.Address, Protocol.Http)], seconds: 60, cancellation: cut.Token);
        await Task.WhenAll(heard.Task, answered.Task);
        await cut.CancelAsync();
        var answers = await asking;

        Assert.Equal(200, answers[0].Result.Seen?.Status);
        Assert.Equal(
            new Blindness($"peer {silent.Address}", "the run ended before it was asked or had answered", "allow more time with --timeout"), answers[1].Blind);
    }

    /// <summary>Answers, and returns when the other side has closed: from then on it has its answer.</summary>
    private static async Task HelloAndGoodbye(Stream stream, CancellationToken cancellation)
    {
        await RawServer.Hello(stream, cancellation);
        _ = await stream.ReadAsync(new byte[1], cancellation);
    }

    private static async Task ReadToEndAsync(Stream stream, CancellationToken cancellation)
    {
        while (await stream.ReadAsync(new byte[4096], cancellation) > 0)
        {
        }
    }

    /// <summary>
    /// Whether both stay open side by side: two questions asked at once do so for three seconds. A close and the next connection may reach
    /// a busy machine's other side together, and in either order.
    /// </summary>
    private static async Task<bool> StayOpenAsync(Task one, Task other)
    {
        await Task.WhenAny(one, other, Task.Delay(TimeSpan.FromSeconds(2)));
        return !one.IsCompleted && !other.IsCompleted;
    }

    private static ProbePeer Question(PeerAddress address, Protocol protocol) => new(address, protocol, new ProbeRequest("localhost"));

    private sealed class Servers(int count, Func<RawServer> start) : IDisposable
    {
        private readonly RawServer[] servers = [.. Enumerable.Range(0, count).Select(_ => start())];

        public IEnumerable<PeerAddress> Addresses => servers.Select(server => server.Address);

        public void Dispose() => Array.ForEach(servers, server => server.Dispose());
    }
}
