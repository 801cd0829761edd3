using Gatemedic.Diagnosis;

namespace Gatemedic.Lint;

/// <summary>PHP-FPM's request_terminate_timeout against fastcgi_read_timeout: who fires first decides between 502 and 504.</summary>
public sealed class FpmTimeoutLadder : ICheck
{
    private const string Limit = "request_terminate_timeout";

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "fpm-timeout-ladder", CheckGroup.Waiting, LintSeverity.Warning, "PHP-FPM's time limit and fastcgi_read_timeout do not fit together")
    {
        LeadsTo = ["app-timeout-kill", "php-fpm-saturated"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        let pool = target.PoolOf()
        where pool?.Time(Limit) is { TotalSeconds: > 0 }
        let limit = pool.Time(Limit)!.Value
        let setting = pool.Setting(Limit)!
        from pass in target.Passes
        let value = subject.Model.Effective(pass, "fastcgi_read_timeout")
        let wait = subject.Time(pass, "fastcgi_read_timeout")
        where wait is not null && (limit <= wait || limit > 2 * wait)
        select Complaint.At(
            pass.Directive,
            limit <= wait
                ? $"PHP-FPM kills a request of the pool \"{pool.Name}\" after {setting.Value} while nginx would wait {value.Text} ({value.Where}): the client gets 502, as after a crash, not 504"
                : $"nginx stops waiting after {value.Text} ({value.Where}) and answers 504, while the pool \"{pool.Name}\" goes on with the request up to {setting.Value}: its children are busy for nobody",
            $"let fastcgi_read_timeout be a little shorter than {Limit}")
            with
        { Related = [new RelatedPlace(setting.File, setting.Line, $"{Limit} = {setting.Value}")] };
}
