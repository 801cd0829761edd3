namespace Gatemedic.Nginx;

/// <summary>One file of a payload.</summary>
/// <param name="path">Its path.</param>
internal sealed class PayloadFile(string path)
{
    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>Its own errors.</summary>
    public List<CrossplaneError> Errors { get; } = [];

    /// <summary>Its statements, in order.</summary>
    public List<PayloadPiece> Pieces { get; } = [];
}

/// <summary>Some statements as JSON, or what an include brings into a combined payload.</summary>
/// <param name="Start">First byte in the buffer.</param>
/// <param name="End">After the last byte.</param>
/// <param name="Includes">Indices of files; null for statements.</param>
internal readonly record struct PayloadPiece(long Start, long End, int[]? Includes);

/// <summary>A file to read, with the block that includes it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Block">Name of the innermost block around its statements; null at the top.</param>
/// <param name="Context">What that block is; none inside a block that is not nginx's own.</param>
internal sealed record PayloadVisit(string Path, string? Block, DirectiveContexts Context);
