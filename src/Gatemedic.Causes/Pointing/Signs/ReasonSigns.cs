using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What access lines point to: an upstream's own answers always, the rest where no error log tells more.</summary>
internal static class ReasonSigns
{
    // nginx writes no error line for what an upstream answers itself.
    internal static readonly ImmutableArray<PointingRow> Silent =
    [
        .. new[] { "upstream-returned-502", "upstream-returned-503", "upstream-returned-504" }.Select(id => new PointingRow(id, "{peer} itself answered " + id[^3..] + " {times}",
            new Guess("upstream-returned-502", 3.4, "it is a gateway that fails, or says so on purpose; nginx only passes it on"))),
    ];

    internal static readonly ImmutableArray<PointingRow> All =
    [
        .. Silent,
        new("connection-refused", "{peer} refused the connection {times}, as the access log lets guess",
            new Guess("upstream-down", 1.0, "nothing may listen there"), new Guess("wrong-port", 0, "the application may listen elsewhere"), new Guess("socket-missing", -0.6, "its socket may be missing")),
        new("connect-timeout", "connecting to {peer} took too long {times}", new Guess("connect-timeout", 1.4, "no answer came"), new Guess("firewall-blocked", 0.9, "packets may be dropped")),
        new("read-timeout", "{peer} did not answer in time {times}", new Guess("slow-upstream", 1.8, "the application needs longer than nginx waits")),
        new("client-gave-up", "clients left before they were answered ({times})", new Guess("slow-upstream", 1.0, "they wait no longer than that")),
        new("premature-close", "{peer} broke off {times}, as the access log lets guess",
            new Guess("upstream-reset", 0.6, "the error log would say how"), new Guess("upstream-crash", 0.4, "the process may have died"), new Guess("app-timeout-kill", 0.1, "a time limit may have ended it")),

        // A status alone, where nothing tells more.
        new("status-502", "nginx answered 502 {times}, and no line says why",
            new("upstream-down", 0.1, "nothing may listen there"), new("upstream-crash", -0.3, "the application may have died over the request"),
            new("upstream-reset", -0.3, "the application may have broken off"), new("upstream-returned-502", -0.3, "the application may have answered so itself")),
        new("status-504", "nginx answered 504 {times}, and no line says why",
            new("slow-upstream", 1.4, "most often the application needs longer than nginx waits"), new("connect-timeout", 0, "there may be no connection at all"),
            new("upstream-returned-502", -0.5, "the application may have answered so itself")),
        new("status-503", "503 was answered {times}, and no line says why", new Guess("upstream-returned-502", 0.4, "nginx itself makes it only in its limits")),
        new("status-499", "clients left before they were answered ({times})", new Guess("slow-upstream", 0.8, "they wait no longer than that")),
    ];
}
