using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Includes of which nothing is at hand, as in one file that comes without the files beside it.</summary>
internal static class UnreadIncludes
{
    /// <summary>Some level that holds for the pass includes a file that is not at hand or empty: what is missing here may stand there.</summary>
    public static bool Concern(Pass pass) => pass.Scope.Any(block => HasOne(block.Block));

    private static bool HasOne(ImmutableArray<Directive>? directives) =>
        directives is { } some && some.Any(d => d.Included is { } included && (included.IsEmpty ? MaySetSomething(d.Args[0]) : HasOne(included)));

    /// <summary>A pattern that matches nothing is no file, and the list of types sets nothing else.</summary>
    private static bool MaySetSomething(string path) =>
        path.AsSpan().IndexOfAny("*?[") < 0 && !path.EndsWith("mime.types", StringComparison.Ordinal);
}
