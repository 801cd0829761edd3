using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Reporting;

/// <summary>Where a configuration says how is logged: its access_log, error_log and log_format directives.</summary>
/// <param name="All">In file order.</param>
internal sealed record LogDirectives(ImmutableArray<LogDirective> All)
{
    /// <summary>Those of a configuration; of stream only its error_log, for its access logs are no requests.</summary>
    public static LogDirectives Of(ConfigTree tree) => new([.. Walk(tree.Children(), "main", null)]);

    /// <summary>The directive that a log comes from; null for the compiled-in one.</summary>
    public Directive? Find(string name, LogTarget log) =>
        All.FirstOrDefault(d => d.Directive.Name == name && d.Directive.File == log.File && d.Directive.Line == log.Line)?.Directive;

    private static IEnumerable<LogDirective> Walk(IEnumerable<Directive> directives, string block, Directive? http)
    {
        foreach (var directive in directives)
        {
            if (directive.Block is not null)
            {
                foreach (var inner in Walk(directive.Children(), directive.Name, directive.Name == "http" ? directive : http))
                {
                    yield return inner;
                }
            }
            else if (directive.Name == "error_log" || (directive.Name is "access_log" or "log_format" && http is not null))
            {
                yield return new LogDirective(directive, block, http);
            }
        }
    }
}

/// <summary>One of them.</summary>
/// <param name="Directive">Itself.</param>
/// <param name="Block">Name of the block around it; "main" for none.</param>
/// <param name="Http">The http block around it, or null.</param>
internal sealed record LogDirective(Directive Directive, string Block, Directive? Http);
