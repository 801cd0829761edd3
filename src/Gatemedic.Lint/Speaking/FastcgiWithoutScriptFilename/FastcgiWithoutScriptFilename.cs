using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A <c>fastcgi_pass</c> to PHP whose parameters have no SCRIPT_FILENAME: PHP-FPM runs nothing.</summary>
public sealed class FastcgiWithoutScriptFilename : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "fastcgi-without-script-filename", CheckGroup.Speaking, LintSeverity.Warning, "PHP-FPM is not told which file to run: SCRIPT_FILENAME is missing")
    {
        LeadsTo = ["protocol-mismatch", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Protocol == Protocol.FastCgi && IsPhp(pass)
        let set = subject.Model.EffectiveAll(pass, "fastcgi_param").Where(p => p.File is not null).ToList()
        where set.Count > 0 || !subject.IsFragment
        where !set.Exists(p => p.Args is ["SCRIPT_FILENAME", ..])
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            set.Count > 0 ? "the fastcgi_param lines that hold here have no SCRIPT_FILENAME: PHP-FPM does not know which file to run" : "no fastcgi_param holds here: PHP-FPM does not know which file to run",
            "include fastcgi.conf, or write \"fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;\"");

    /// <summary>PHP, by the location or the socket: other FastCGI applications need no such parameter.</summary>
    private static bool IsPhp(Pass pass) =>
        HasPhp(pass.Location?.Pattern) || Peers.Of(pass).Any(a => HasPhp(a.Path) || HasPhp(a.Host));

    private static bool HasPhp(string? text) => text?.Contains("php", StringComparison.OrdinalIgnoreCase) == true;
}
