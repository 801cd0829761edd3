using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

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

    /// <summary>Those that the target's server can have written.</summary>
    public static ImmutableArray<Killing> Of(Target target)
    {
        var owners = target.Endpoints.SelectMany(target.ListenersOn).SelectMany(l => l.Pids.OrEmpty()).Distinct()
            .Select(target.Scene.Process).OfType<HostProcess>().ToList();
        return
        [
            .. from log in (target.Scene.Witnesses?.Seen ?? default).OrEmpty()
               where IsItsLog(target, log, owners)
               from grouped in log.Groups.OrEmpty()
               let known = Known.FirstOrDefault(k => k.Signature == grouped.Signature)
               where known.Server is not null && IsItsServer(target, known.Server, owners)
               select new Killing(grouped, log, known.Server, known.Option),
        ];
    }

    /// <summary>One of its records is of the same few seconds as one of these failures.</summary>
    public bool IsBeside(ImmutableArray<ErrorGroup> failures)
    {
        var told = Group.Samples.Select(s => s.Time).Append(Group.First).Append(Group.Last).OfType<DateTimeOffset>().ToList();
        return failures.SelectMany(g => g.Samples.Select(s => s.Time).Append(g.First).Append(g.Last)).Any(failed => told.Any(time => (time - failed).Duration() <= Near));
    }

    private static bool IsItsLog(Target target, WitnessLog log, List<HostProcess> owners)
    {
        if (owners.Count == 0 || (log.Owner is null && log.Pids.OrEmpty().IsEmpty))
        {
            return true;
        }

        var pids = target.Endpoints.SelectMany(target.ListenersOn).SelectMany(l => l.Pids.OrEmpty()).ToHashSet();
        return log.Pids.OrEmpty().Any(pids.Contains) || owners.Any(o => log.Owner is { } owner && (o.Unit == owner || o.Container == owner))
            || (owners.All(o => o.Unit is null && o.Container is null) && log.Pids.OrEmpty().IsEmpty);
    }

    private static bool IsItsServer(Target target, string server, List<HostProcess> owners) => server == "php-fpm"
        ? target.Protocol == Gatemedic.Nginx.Protocol.FastCgi
        : owners.Count == 0 || owners.Any(o => o.Command.Contains(server, StringComparison.Ordinal) || o.Name.Contains(server, StringComparison.Ordinal));
}
