using System.Text.RegularExpressions;

namespace Gatemedic.Nginx;

/// <summary>The variables to which a server can give values.</summary>
internal static partial class SetNames
{
    /// <summary>Names of set and of named groups in a server; with a few of http.</summary>
    public static IReadOnlySet<string> In(IReadOnlyList<Directive> http, Directive server)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var map in http)
        {
            if (map.Name == "map")
            {
                Collect(map, names);
            }
        }

        Collect(server, names);
        return names;
    }

    private static void Collect(Directive block, HashSet<string> names)
    {
        foreach (var child in block.Children())
        {
            if (child is { Name: "set" or "auth_request_set" or "perl_set" or "js_set", Args: [['$', .. var name], ..] })
            {
                names.Add(name);
            }

            foreach (var word in child.Args.Add(child.Name))
            {
                if (word.Contains("(?", StringComparison.Ordinal))
                {
                    foreach (Match group in NamedGroup().Matches(word))
                    {
                        names.Add(group.Groups[1].Value);
                    }
                }
            }

            if (child.Block is not null)
            {
                Collect(child, names);
            }
        }
    }

    [GeneratedRegex(@"\(\?P?[<'](\w+)[>']")]
    private static partial Regex NamedGroup();
}
