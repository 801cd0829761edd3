using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A unix socket under /tmp or /var/tmp: with PrivateTmp on either unit nginx sees another directory than the application.</summary>
public sealed class SocketInTmp : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "socket-in-tmp", CheckGroup.Reaching, LintSeverity.Warning, "An upstream socket lies in /tmp, which systemd may give each service its own of")
    {
        LeadsTo = ["socket-missing"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from found in Passes(subject).Concat(Servers(subject))
        where found.Address.Path is { } path && (path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/var/tmp/", StringComparison.Ordinal))
        select Complaint.At(
            found.Directive,
            $"{found.Address.Path} lies in a temporary directory: if nginx or the application runs with PrivateTmp, they see different ones, and cleaners remove what is old there",
            "let the application make its socket in a directory of its own below /run (RuntimeDirectory=)");

    private static IEnumerable<(Directive Directive, PeerAddress Address)> Passes(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Address is not null
        select (pass.Directive, pass.Address);

    private static IEnumerable<(Directive Directive, PeerAddress Address)> Servers(LintSubject subject) =>
        subject.Model.Upstreams.SelectMany(u => u.Servers).Where(s => !s.Down).Select(s => (s.Directive, s.Address));
}
