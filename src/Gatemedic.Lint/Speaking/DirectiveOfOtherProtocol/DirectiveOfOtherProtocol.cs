using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary><c>proxy_...</c> in a location that passes by FastCGI, and its like: the directive belongs to a module that does not take the request.</summary>
public sealed class DirectiveOfOtherProtocol : ICheck
{
    private static readonly string[] Prefixes = ["proxy_", "fastcgi_", "uwsgi_", "scgi_", "grpc_", "memcached_"];

    /// <summary>They make $fastcgi_script_name and $fastcgi_path_info, which any protocol may use.</summary>
    private static readonly string[] MakeVariables = ["fastcgi_index", "fastcgi_split_path_info"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "directive-of-other-protocol", CheckGroup.Speaking, LintSeverity.Warning, "A directive of another protocol than the location passes by has no effect")
    {
        LeadsTo = ["header-too-big", "slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        let location = pass.Scope[^1]
        where location.Name == "location"
        let spoken = Within(location).Where(d => d.Name.EndsWith("_pass", StringComparison.Ordinal)).Select(d => d.Name[..^4]).ToHashSet()
        from directive in location.Children()
        where directive.File == location.File && !MakeVariables.Contains(directive.Name)
        let prefix = Array.Find(Prefixes, p => directive.Name.StartsWith(p, StringComparison.Ordinal))
        where prefix is not null && !spoken.Contains(prefix)
        let own = pass.Protocol.DirectivePrefix()
        let twin = own + directive.Name[prefix.Length..]
        where !location.Children().Any(d => d.Name == twin)
        select Complaint.At(
            directive,
            $"requests of this location go by {pass.Directive.Name}, for which \"{directive.Name}\" has no effect",
            $"write its {own} twin if there is one, or remove it");

    /// <summary>Everything in a block, at any depth: an inner location may pass by the other protocol.</summary>
    private static IEnumerable<Directive> Within(Directive block) =>
        block.Children().SelectMany(d => d.Block is null ? [d] : Within(d).Prepend(d));
}
