using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>What an application server's own log says of requests that it ended for their time.</summary>
/// <param name="Group">The records.</param>
/// <param name="Log">Where they stand.</param>
/// <param name="Server">gunicorn, uwsgi, php-fpm.</param>
/// <param name="Option">The setting that does it.</param>
internal sealed record Killing(WitnessGroup Group, WitnessLog Log, string Server, string Option)
{
    private static readonly (string Signature, string Server, string Option)[] Known =
    [
        ("gunicorn-timeout", "gunicorn", "--timeout"), ("fpm-terminated", "php-fpm", "request_terminate_timeout"),
        ("uwsgi-harakiri", "uwsgi", "--harakiri"), ("uwsgi-harakiri-request", "uwsgi", "--harakiri"),
    ];

    // The log line and nginx's, which is cut down to the second, of one request.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(3);

    /// <summary>Those that the target's server wrote, or can have written.</summary>
    public static ImmutableArray<Killing> Of(Target target)
    {
        var own = target.Told([.. Known.Select(k => k.Signature)]).Select(t => (t.Log, t.Group));
        var nobodys = (target.Scene.Witnesses?.Seen ?? default).OrEmpty().Where(l => !l.IsNamed && l.Owner is null && l.Pids.OrEmpty().IsEmpty).SelectMany(l => l.Groups.OrEmpty().Select(g => (Log: l, Group: g)));
        return
        [
            .. from told in own.Concat(nobodys)
               let known = Known.FirstOrDefault(k => k.Signature == told.Group.Signature)
               where known.Server is not null && IsItsServer(target, known.Server)
               select new Killing(told.Group, told.Log, known.Server, known.Option),
        ];
    }

    /// <summary>One of its records is of the same few seconds as one of these failures.</summary>
    public bool IsBeside(ImmutableArray<ErrorGroup> failures)
    {
        var told = Group.Samples.Select(s => s.Time).Append(Group.First).Append(Group.Last).OfType<DateTimeOffset>().ToList();
        return failures.SelectMany(g => g.Samples.Select(s => s.Time).Append(g.First).Append(g.Last)).Any(failed => told.Any(time => (time - failed).Duration() <= Near));
    }

    private static bool IsItsServer(Target target, string server)
    {
        var owners = target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().ToList();
        return server == "php-fpm" ? target.Protocol == Protocol.FastCgi : owners.Count == 0 || owners.Any(o => $"{o.Name} {o.Command}".Contains(server, StringComparison.Ordinal));
    }
}
