using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gatemedic.Nginx;

/// <summary>Reads the words of a directive again when somebody asks for them: most directives of a large configuration are never asked.</summary>
internal static class WordDecoder
{
    /// <summary>The words after the name.</summary>
    public static ImmutableArray<string> Args(SourceFile source, int start)
    {
        if (source.Content.IsEmpty)
        {
            return [];
        }

        var scanner = Scan(source, start, 1);
        var args = scanner.Words.Count < 2 ? [] : new string[scanner.Words.Count - 1];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = scanner.Text(scanner.Words[i + 1]);
        }

        source.Return(scanner);
        return ImmutableCollectionsMarshal.AsImmutableArray(args);
    }

    /// <summary>Line and byte offset of the ';' or '{' after the words.</summary>
    public static (int Line, int Offset) End(SourceFile source, int start, int line)
    {
        var scanner = Scan(source, start, line);
        source.Return(scanner);
        return (scanner.Line, scanner.Position - 1);
    }

    private static StatementScanner Scan(SourceFile source, int start, int line)
    {
        var scanner = source.Rent();
        scanner.Resume(start, line);
        scanner.Next();
        return scanner;
    }
}
