namespace Gatemedic.Nginx;

/// <summary>The file that directives were read from; they look up their words in it.</summary>
/// <param name="path">Absolute path.</param>
/// <param name="content">Its bytes; empty for directives that were not read from a file.</param>
internal sealed class SourceFile(string path, ReadOnlyMemory<byte> content)
{
    private static readonly WordPool Pool = new();

    private StatementScanner? idle;

    /// <summary>Absolute path.</summary>
    public string Path => path;

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content => content;

    /// <summary>A scanner of the file that no other thread uses.</summary>
    public StatementScanner Rent() => Interlocked.Exchange(ref idle, null) ?? new StatementScanner(content, Pool);

    /// <summary>Gives it back.</summary>
    public void Return(StatementScanner scanner) => Volatile.Write(ref idle, scanner);
}
