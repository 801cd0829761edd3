using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A value that a directive should have.</summary>
/// <param name="Name">proxy_read_timeout</param>
/// <param name="Value">120s</param>
public sealed record Setting(string Name, string Value)
{
    /// <summary>The statement.</summary>
    public override string ToString() => $"{Name} {Value};";
}

/// <summary>Edits that give directives a value where one route takes it from.</summary>
public static class Settings
{
    /// <summary>
    /// The edits: a directive that stands in the route's own block is rewritten there (nginx takes no duplicate), others are
    /// inserted before the *_pass. Empty when the file was not seen.
    /// </summary>
    public static ImmutableArray<Edit> Set(this Pass pass, NginxInstance instance, params ImmutableArray<Setting> settings)
    {
        var edits = ImmutableArray.CreateBuilder<Edit>();
        var added = ImmutableArray.CreateBuilder<string>();
        var own = Own(pass, out var before);
        foreach (var setting in settings)
        {
            if (own?.Children().FirstOrDefault(d => d.Name == setting.Name) is { } present)
            {
                edits.Add(new Edit(present.File, present.Span.Start, present.Span.End, setting.ToString()));
            }
            else
            {
                added.Add(setting.ToString());
            }
        }

        if (added.Count > 0)
        {
            if (before.InsertBefore(instance, [.. added]) is not { } insertion)
            {
                return [];
            }

            edits.Add(insertion);
        }

        return edits.ToImmutable();
    }

    /// <summary>The innermost block that such directives may stand in: "if" and "limit_except" take none of them.</summary>
    private static Directive? Own(Pass pass, out Directive before)
    {
        before = pass.Directive;
        foreach (var block in pass.Scope.Reverse())
        {
            if (block.Name is not ("if" or "limit_except"))
            {
                return block;
            }

            before = block;
        }

        return null;
    }
}
