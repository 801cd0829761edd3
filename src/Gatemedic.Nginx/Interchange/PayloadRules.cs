using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Judges a statement as crossplane does: by the block it stands in, the number of its arguments, and on or off. What any release accepts is right.</summary>
internal static class PayloadRules
{
    /// <summary>The fault in nginx's words; null when there is none.</summary>
    /// <param name="rows">The rows of its name, at least one.</param>
    /// <param name="context">The block that it stands in.</param>
    /// <param name="opensBlock">It ends with '{'.</param>
    /// <param name="arguments">How many, and the first of them.</param>
    public static string? Fault(ImmutableArray<DirectiveRow> rows, DirectiveContexts context, bool opensBlock, (int Count, string First) arguments)
    {
        var (fault, name) = (Slip.Place, rows[0].Name);
        foreach (var row in rows)
        {
            var slip = (row.Contexts & context) == 0 ? Slip.Place
                : row.IsBlock != opensBlock ? Slip.Block
                : !row.Arguments.Allows(arguments.Count) ? Slip.Count
                : row.Value.Kind == ValueKind.Flag && !IsFlag(arguments.First) ? Slip.Flag
                : Slip.None;
            if (slip == Slip.None)
            {
                return null;
            }

            fault = slip > fault ? slip : fault;
        }

        return fault switch
        {
            Slip.Place => $"\"{name}\" directive is not allowed here",
            Slip.Block when opensBlock => $"directive \"{name}\" is not terminated by \";\"",
            Slip.Block => $"directive \"{name}\" has no opening \"{{\"",
            Slip.Count => $"invalid number of arguments in \"{name}\" directive",
            _ => $"invalid value \"{arguments.First}\" in \"{name}\" directive, it must be \"on\" or \"off\"",
        };
    }

    private static bool IsFlag(string word) => word.Equals("on", StringComparison.OrdinalIgnoreCase) || word.Equals("off", StringComparison.OrdinalIgnoreCase);

    /// <summary>In the order in which nginx looks for them: the later one came further.</summary>
    private enum Slip
    {
        Place,
        Block,
        Count,
        Flag,
        None,
    }
}
