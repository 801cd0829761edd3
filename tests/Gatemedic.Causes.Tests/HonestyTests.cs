using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Trouble that no room knows yet: it is neither called by another cause's name nor called healthy.</summary>
public sealed class HonestyTests
{
    private const string Shop = "    server { listen 80; server_name shop.example; location / { proxy_pass http://127.0.0.1:3001; } }";

    [Fact]
    public void Calls_nothing_down_that_the_configuration_on_disk_no_longer_names()
    {
        var found = Staged.Http(Shop).App("node server.js", "127.0.0.1:3001", Protocol.Http)
            .Refuses("127.0.0.1:3000").ConnectFailed("http://127.0.0.1:3000/").NotLoaded(editedMinutesAgo: 1).Diagnose();
        Assert.Equal((Health.Failing, "config-stale"), (found.Health, Assert.Single(found.Findings).Cause));
    }

    [Fact]
    public void Calls_down_what_a_variable_may_still_name()
    {
        var variable = Shop.Replace("127.0.0.1:3001", "$arg_peer", StringComparison.Ordinal);
        var found = Staged.Http(variable).Refuses("127.0.0.1:3000").ConnectFailed("http://127.0.0.1:3000/").NotLoaded(editedMinutesAgo: 1).Diagnose();
        Assert.Equal("upstream-down", found.Findings.Single().Cause);
    }

    [Fact]
    public void An_upstream_that_answers_502_itself_fails()
    {
        var staged = Staged.Http(Shop).App("node server.js", "127.0.0.1:3001", Protocol.Http).Access(502);
        staged.Witness.Probes["127.0.0.1:3001"] = new ProbeResult { Stage = ProbeStage.Done, Outcome = ProbeOutcome.Answered, Text = "answered 502", Status = 502, ConnectMs = 1, ElapsedMs = 2 };
        var found = staged.Diagnose();
        Assert.Equal((Health.Failing, "upstream-returned-502", 0), (found.Health, Assert.Single(found.Findings).Cause, found.Unexplained.Length));
    }

    [Fact]
    public void A_path_that_ends_with_502_without_a_word_in_the_error_log_is_no_health()
    {
        var found = Staged.Http(Shop).App("node server.js", "127.0.0.1:3001", Protocol.Http).Access(200).Access(502, "/cart").Diagnose();
        Assert.Equal((Health.Degraded, "upstream-returned-502"), (found.Health, Assert.Single(found.Findings).Cause));
        Assert.Contains(found.Blind, b => b.What.Contains("/cart", StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_that_answered_since_is_health()
    {
        var found = Staged.Http(Shop).App("node server.js", "127.0.0.1:3001", Protocol.Http).Access(502, "/cart", 3).Access(200, "/cart").Diagnose();
        Assert.Equal(Health.Healthy, found.Health);
    }
}
