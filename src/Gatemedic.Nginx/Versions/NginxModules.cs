using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx;

/// <summary>Which of nginx's own modules a binary has, from its configure arguments (<c>nginx -V</c>).</summary>
public sealed partial class NginxModules
{
    private readonly FrozenSet<string> options;

    private NginxModules(IEnumerable<string> options) => this.options = options.ToFrozenSet();

    /// <summary>From the line that <c>nginx -V</c> prints behind "configure arguments:"; other lines do no harm.</summary>
    public static NginxModules Parse(string configureArguments) =>
        new(Option().Matches(configureArguments).Select(match => match.Groups[1].Value));

    /// <summary>The modules of a table row are there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isLoaded">Whether a load_module line names this shared object: <c>ngx_stream_module</c>.</param>
    public bool Have(DirectiveRow row, Func<string, bool> isLoaded)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Modules.All(module => Has(module.TrimStart('+'), module[0] == '+', isLoaded));
    }

    /// <summary>What must be done for the modules of a row: load or build one; null when all are there.</summary>
    public string? Missing(DirectiveRow row, Func<string, bool> isLoaded)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Modules.FirstOrDefault(m => !Has(m.TrimStart('+'), m[0] == '+', isLoaded)) is not { } missing)
        {
            return null;
        }

        var module = missing.TrimStart('+');
        var family = Family(module);
        return options.Contains($"with-{module}_module=dynamic") ? $"load_module modules/ngx_{module}_module.so; is missing"
            : family is not null && options.Contains($"with-{family}=dynamic") ? $"load_module modules/ngx_{family}_module.so; is missing"
            : $"this nginx was built without {module}";
    }

    private bool Has(string module, bool onRequest, Func<string, bool> isLoaded)
    {
        if (module is "kqueue" or "devpoll" or "eventport" or "iocp")
        {
            // Never on Linux.
            return false;
        }

        if (Family(module) is { } family && !options.Contains($"with-{family}") && !(options.Contains($"with-{family}=dynamic") && isLoaded($"ngx_{family}_module")))
        {
            return false;
        }

        return onRequest
            ? options.Contains($"with-{module}_module") || (options.Contains($"with-{module}_module=dynamic") && isLoaded($"ngx_{module}_module"))
            : !options.Contains($"without-{module}_module") && !options.Contains($"without-{module}");
    }

    /// <summary>stream and mail are built only on request.</summary>
    private static string? Family(string module) =>
        module.Split('_')[0] is "stream" or "mail" ? module.Split('_')[0] : null;

    /// <summary>Matched one behind the other, so that what is quoted inside --with-cc-opt='...' is not taken for an option.</summary>
    [GeneratedRegex(@"--([\w-]+(?:=dynamic)?)(?:=(?:'[^']*'|\S*))?", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
