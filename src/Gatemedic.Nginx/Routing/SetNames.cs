using System.Text.RegularExpressions;

namespace Gatemedic.Nginx;

/// <summary>The variables to which a configuration can give values.</summary>
internal static partial class SetNames
{
    /// <summary>Names of set and of named groups in an http block: variables are nginx's, not a server's.</summary>
    public static IReadOnlySet<string> In(Directive http)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(http, names);
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
