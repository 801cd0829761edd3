using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The time-outs of a target while nginx waited for its answer, and the directive that ended the wait.</summary>
/// <param name="Groups">Log groups, newest first; empty when no log tells.</param>
/// <param name="Routes">The routes that the failing requests took.</param>
/// <param name="Directive">proxy_read_timeout, fastcgi_send_timeout, ...</param>
/// <param name="Value">Its value on the first route; null when no configuration is known.</param>
internal sealed record Waiting(ImmutableArray<ErrorGroup> Groups, ImmutableArray<Pass> Routes, string Directive, EffectiveValue? Value)
{
    /// <summary>What nginx was doing, and which directive bounds it. Connecting and TLS have another, and other causes.</summary>
    private static readonly ImmutableArray<(string Action, string Suffix)> Phases =
    [
        ("reading response header from upstream", "read_timeout"),
        ("sending request to upstream", "send_timeout"),
        ("reading upstream", "read_timeout"),
    ];

    /// <summary>What the target's logs show.</summary>
    public static Waiting Of(Target target)
    {
        var timedOut = target.Saying("upstream-timed-out").ToList();
        var (groups, suffix) = Phases
            .Select(p => (Groups: timedOut.Where(g => g.Action == p.Action).ToImmutableArray(), p.Suffix))
            .FirstOrDefault(p => !p.Groups.IsEmpty, ([], "read_timeout"));
        var routes = groups.IsEmpty ? [.. target.Passes.Take(1)] : target.RoutesOf(groups);
        var directive = target.Protocol.DirectivePrefix() + suffix;
        return new Waiting(groups, routes, directive, routes is [var first, ..] ? target.Instance.Model()?.Effective(first, directive) : null);
    }

    /// <summary>Seconds that nginx waits; null when not known.</summary>
    public double? Bound => Value is { } value && NginxUnits.TryParseTime(value.Text, out var time) ? time.TotalSeconds : null;

    /// <summary>"proxy_read_timeout 60s (nginx default)", as far as it is known.</summary>
    public string Text => Value is { } value ? $"{Directive} {value.Text} ({value.Where})" : Directive;

    /// <summary>The paths that failed, for a sentence: " for /report, /export".</summary>
    public string Paths => FailingRoutes.PathsOf(Groups) is { IsEmpty: false } paths ? $" for {string.Join(", ", paths)}" : "";
}
