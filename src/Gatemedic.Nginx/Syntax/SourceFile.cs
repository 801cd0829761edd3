namespace Gatemedic.Nginx;

/// <summary>The file that directives were read from; they look up their words in it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Content">Its bytes; empty for directives that were not read from a file.</param>
internal sealed record SourceFile(string Path, ReadOnlyMemory<byte> Content);
