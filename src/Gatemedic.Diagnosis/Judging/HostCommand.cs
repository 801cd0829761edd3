using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A program and its arguments, as the kernel gets them: no shell reads them.</summary>
/// <param name="Words">The program's name or path, then each argument.</param>
public sealed record HostCommand(ImmutableArray<string> Words)
{
    /// <summary>The words given one by one.</summary>
    public static HostCommand Of(params ReadOnlySpan<string> words) => new([.. words]);

    /// <summary>As a person types it in a POSIX shell.</summary>
    public override string ToString() => string.Join(' ', Words.Select(w => w.Quoted()));

    /// <summary>By content.</summary>
    public bool Equals(HostCommand? other) => other is not null && Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
