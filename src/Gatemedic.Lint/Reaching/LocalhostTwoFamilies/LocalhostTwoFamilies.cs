using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary><c>localhost</c> as an upstream: where it has two addresses nginx makes two peers of it, and most applications listen on one.</summary>
public sealed class LocalhostTwoFamilies : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "localhost-two-families", CheckGroup.Reaching, LintSeverity.Note, "A pass to localhost has two peers where localhost is both ::1 and 127.0.0.1")
    {
        LeadsTo = ["localhost-ipv6", "peer-state-cached"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from found in Passes(subject).Concat(Servers(subject))
        select Complaint.At(
            found,
            "where \"localhost\" is both ::1 and 127.0.0.1, nginx takes them for two peers; if the application listens on one of them, every other attempt is refused, and one failure of the good one leaves none",
            "write the address that the application listens on, 127.0.0.1 or [::1]");

    private static IEnumerable<Directive> Passes(LintSubject subject) =>
        subject.Model.Passes.Where(p => !p.HasVariables && p.Address is { } address && IsLocalhost(address)).Select(p => p.Directive);

    private static IEnumerable<Directive> Servers(LintSubject subject) =>
        subject.Model.Upstreams.SelectMany(u => u.Servers).Where(s => !s.Down && IsLocalhost(s.Address)).Select(s => s.Directive);

    private static bool IsLocalhost(PeerAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
