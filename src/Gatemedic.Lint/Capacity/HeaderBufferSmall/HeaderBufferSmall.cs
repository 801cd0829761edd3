using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A header buffer below nginx's own default: one cookie more and the answer is refused.</summary>
public sealed class HeaderBufferSmall : ICheck
{
    private const long Page = 4096;

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "header-buffer-small", CheckGroup.Capacity, LintSeverity.Warning, "The buffer for the upstream's response header is smaller than the default")
    {
        LeadsTo = ["header-too-big"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http && pass.Protocol != Protocol.Memcached
        let directive = pass.Protocol.DirectivePrefix() + "buffer_size"
        let value = subject.Model.Effective(pass, directive)
        where value.Line is not null && subject.Size(pass, directive) < Page
        select new Complaint(
            value.File!,
            value.Line!.Value,
            $"{directive} is {value.Args[0]}: the whole response header must fit, and a few cookies or a long redirect are more",
            $"leave {directive} at its default of one page, or give it 8k to 16k")
        { Related = [RelatedPlace.Of(pass.Directive, "holds for this pass")] };
}
