namespace Gatemedic.Logs.Tests.Joining;

public sealed class FailureReasonTests
{
    private static readonly string[] Failing = ["502", "504", "499", "500", "503", "009", "cut"];

    [Fact]
    public void Every_signature_that_ends_a_request_has_a_reason()
    {
        var phases = Enum.GetValues<FailurePhase>();
        var without = SignatureCatalog.All.Index().Where(s => Failing.Contains(s.Item.Status))
            .Where(s => phases.All(p => ErrorReasons.Of(s.Index, null, p, unix: false) is null)).Select(s => s.Item.Id);
        Assert.Empty(without);
    }

    [Fact]
    public void Signatures_without_an_effect_give_no_reason_unless_they_come_with_one() =>
        Assert.Empty(ErrorReasons.Rows.Where(r => SignatureCatalog.Find(r.Signature) is null or { Status: "-" }).Select(r => r.Signature).Distinct());

    [Fact]
    public void Every_row_names_a_reason_that_exists()
    {
        var named = ErrorReasons.Rows.Select(r => r.Reason).OfType<string>()
            .Concat(AccessReasons.Rows.SelectMany(r => r.Others.Add(r.Reason))).ToHashSet();
        Assert.All(named, id => Assert.Equal(id, FailureReasons.Get(id).Id));
        Assert.Equal([], FailureReasons.All.Select(r => r.Id).Except(named));
        Assert.Equal(FailureReasons.All.Length, FailureReasons.All.Select(r => r.Id).Distinct().Count());
        Assert.All(FailureReasons.All, r => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", r.Id));
    }

    [Fact]
    public void Every_status_of_a_failure_has_a_row_without_a_sign() =>
        Assert.All([502, 503, 504, 500, 499, 9], s => Assert.NotNull(AccessReasons.Find(s, AccessSigns.None)));

    [Theory]
    [InlineData("connect-failed", 111, FailurePhase.Connect, false, "connection-refused")]
    [InlineData("connect-failed", 110, FailurePhase.Connect, false, "connect-timeout-kernel")]
    [InlineData("connect-to-failed", 13, FailurePhase.Connect, true, "socket-permission")]
    [InlineData("connect-to-failed", 13, FailurePhase.Connect, false, "connect-forbidden")]
    [InlineData("upstream-timed-out", 110, FailurePhase.Connect, false, "connect-timeout")]
    [InlineData("upstream-timed-out", 110, FailurePhase.Header, false, "read-timeout")]
    [InlineData("upstream-timed-out", 110, FailurePhase.Body, false, "body-timeout")]
    [InlineData("recv-failed", 104, FailurePhase.Header, false, "reset")]
    [InlineData("recv-failed", 104, FailurePhase.Client, false, null)]
    [InlineData("readv-failed", 104, FailurePhase.Body, false, "reset-body")]
    [InlineData("writev-failed", 32, FailurePhase.Send, false, "closed-while-sending")]
    [InlineData("open-failed", 28, FailurePhase.Other, false, "disk-full")]
    [InlineData("socket-failed", 24, FailurePhase.Connect, false, "out-of-files")]
    public void Errno_and_phase_decide(string signature, int errno, object phase, bool unix, string? reason) =>
        Assert.Equal(reason, ErrorReasons.Of(SignatureCatalog.All.IndexOf(SignatureCatalog.Find(signature)!), errno, (FailurePhase)phase, unix));
}
