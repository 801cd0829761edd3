using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Lint;

/// <summary>Idle connections that nginx keeps to PHP-FPM each hold a child, which waits on its connection for the next request and serves nobody else (fcgi_accept_request).</summary>
public sealed class FpmChildrenPinned : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "fpm-children-pinned", CheckGroup.Capacity, LintSeverity.Warning, "Idle connections kept to PHP-FPM can hold all of its children")
    {
        LeadsTo = ["php-fpm-saturated", "slow-upstream"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var workers = subject.Host is { } host && subject.Instance is { } instance ? Math.Max(host.MasterOf(instance)?.Workers.Length ?? 1, 1) : 1;
        return
            from target in subject.HostTargets
            let keepalive = target.Upstream?.Directive.Children().LastOrDefault(d => d.Name == "keepalive")
            where keepalive is not null && int.TryParse(keepalive.Args[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            let kept = int.Parse(keepalive.Args[0], CultureInfo.InvariantCulture)
            let children = target.PoolOf()?.Number("pm.max_children")
            where kept * workers >= children && target.Passes.Any(p => subject.Words(p, "fastcgi_keep_conn") is ["on"])
            let setting = target.PoolOf()!.Setting("pm.max_children")!
            select Complaint.At(
                keepalive,
                $"{workers} worker{(workers == 1 ? " keeps" : "s keep")} up to {kept * workers} idle connections, and each holds one of the {children} children of the pool \"{target.PoolOf()!.Name}\": "
                    + "none is left for requests over other connections, which wait and end in 504",
                "take fastcgi_keep_conn out (a local socket is opened at next to no cost), or lower keepalive well below pm.max_children divided by the number of workers")
                with
            { Related = [new RelatedPlace(setting.File, setting.Line, $"pm.max_children = {setting.Value}")] };
    }
}
