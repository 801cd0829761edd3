using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gatemedic.Nginx;

/// <summary>Reads the words of a directive again when somebody asks for them: most directives of a large configuration are never asked.</summary>
internal static class WordDecoder
{
    [ThreadStatic]
    private static WordPool? pool;

    /// <summary>The words after the name.</summary>
    public static ImmutableArray<string> Args(SourceFile source, int start)
    {
        if (source.Content.IsEmpty)
        {
            return [];
        }

        var scanner = Scan(source, start, 1);
        if (scanner.Words.Count < 2)
        {
            return [];
        }

        var args = new string[scanner.Words.Count - 1];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = scanner.Text(scanner.Words[i + 1]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(args);
    }

    /// <summary>The line of the ';' or '{' after the words.</summary>
    public static int EndLine(SourceFile source, int start, int line) => Scan(source, start, line).Line;

    private static StatementScanner Scan(SourceFile source, int start, int line)
    {
        var scanner = new StatementScanner(source.Content, pool ??= new WordPool());
        scanner.Resume(start, line);
        scanner.Next();
        return scanner;
    }
}
