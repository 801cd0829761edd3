using System.Net;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A peer whose host is gone drops packets instead of refusing them: each request waits the whole connect time-out before the next peer is tried.</summary>
public sealed class DeadPeerDelays : ICheck
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "dead-peer-delays", CheckGroup.Waiting, LintSeverity.Note, "A peer whose host is gone holds requests for the whole connect time-out")
    {
        LeadsTo = ["connect-timeout", "host-unreachable"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http && subject.Attempts(pass) > 1 && pass.Upstream!.Servers.Any(s => !s.Down && IsElsewhere(s.Address))
        let directive = pass.Protocol.DirectivePrefix() + "connect_timeout"
        let value = subject.Model.Effective(pass, directive)
        where subject.Time(pass, directive) >= Long && !(subject.IsFragment && value.File is null)
        group (pass, value) by pass.Upstream into passes
        let first = passes.First()
        select Complaint.At(
            passes.Key.Directive,
            $"when the host of one server is gone, requests wait {first.value.Text} for it ({first.value.Directive}, {first.value.Where}) before another is tried; visitors and load balancers give up sooner",
            $"set \"{first.value.Directive} 2s;\" where the group is used: a host that lives answers within milliseconds")
            with
        { Related = [RelatedPlace.Of(first.pass.Directive, "is used here")] };

    /// <summary>On another machine: what is local refuses at once.</summary>
    private static bool IsElsewhere(PeerAddress address) =>
        !address.IsUnix && address.Host != "localhost" && !(IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
