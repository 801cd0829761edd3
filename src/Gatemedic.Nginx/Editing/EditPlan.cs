using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Gatemedic.Nginx;

/// <summary>What edits of a configuration come to, byte for byte; nothing is written. Either <see cref="Error"/> is set, or what is wanted is reached exactly.</summary>
public sealed record EditPlan
{
    /// <summary>The byte ranges that change, all in terms of the files before; empty when all is as wanted already.</summary>
    public ImmutableArray<Edit> Edits { get; init; } = [];

    /// <summary>Each file that changes.</summary>
    public ImmutableArray<FileChange> Files { get; init; } = [];

    /// <summary>Files that change and are included from several places: the change reaches all of them.</summary>
    public ImmutableArray<SharedFile> Shared { get; init; } = [];

    /// <summary>Why nothing is offered; null when the plan holds.</summary>
    public EditError? Error { get; init; }
}

/// <summary>One file before and after.</summary>
/// <param name="Path">Absolute path as nginx opens it; a link is followed by whoever writes.</param>
/// <param name="BeforeHash">SHA-256 of the bytes that were edited: on a file that has another one now, the change must not be made.</param>
/// <param name="After">The new bytes.</param>
/// <param name="Diff">Unified, with two lines around each change; for people and for patch(1).</param>
public sealed record FileChange(string Path, ImmutableArray<byte> BeforeHash, ReadOnlyMemory<byte> After, string Diff)
{
    /// <summary>The files that edits change, ordered by path; edits of files that cannot be read are left out.</summary>
    public static ImmutableArray<FileChange> Of(IConfigFiles files, IEnumerable<Edit> edits) =>
    [
        .. from edit in edits
           group edit by edit.File into changes
           orderby changes.Key
           let file = files.Read(changes.Key)
           where file.IsRead
           select new FileChange(
               file.Path,
               [.. SHA256.HashData(file.Content.Span)],
               Edit.Apply(file.Content.Span, changes),
               UnifiedDiff.Of(file.Path, file.Content, [.. changes])),
    ];
}

/// <summary>A file that is included from several places.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Uses">Each include that opens it, with the block that it stands in.</param>
public sealed record SharedFile(string Path, ImmutableArray<IncludeUse> Uses)
{
    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Path} is included {Uses.Length} times, and the change reaches all: {string.Join(", ", Uses.Select(use => use.ToString()))}";
}

/// <summary>One include of a file.</summary>
/// <param name="Include">The include directive.</param>
/// <param name="Block">The innermost block around it; null for the main level.</param>
public sealed record IncludeUse(Directive Include, Directive? Block)
{
    /// <summary>For people: <c>server (/etc/nginx/sites-enabled/shop:3)</c>.</summary>
    public override string ToString() => Block is null ? $"main ({Include.Where})" : $"{string.Join(' ', Block.Args.Prepend(Block.Name))} ({Block.Where})";
}

/// <summary>Why an edit is not made.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="File">Absolute path.</param>
/// <param name="Line">1-based line; 0 when the whole file is meant.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record EditError(string Message, string File, int Line, string Remedy)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{File}:{Line}: {Message}; {Remedy}";
}
