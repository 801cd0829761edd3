using System.Text;

namespace Gatemedic.Nginx.Tests.Syntax;

public sealed class StatementScannerTests
{
    /// <summary>Bytes that matter to the tokenizer, so that random files reach every state.</summary>
    private static readonly string[] Pieces =
    [
        " ", "\t", "\r\n", "\n", ";", "{", "}", "\"", "'", "\\", "$", "${", "#", ")", "(", "a", "listen", "\u00e9", "\\n", "\\\"", "\\t", "=", "\0",
    ];

    [Fact]
    public void Reads_random_files_like_its_slow_twin()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            Compare(Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public void Reads_random_bytes_like_its_slow_twin()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            Compare(bytes);
        }
    }

    [Fact]
    public void Meets_the_byte_limit_where_its_slow_twin_does()
    {
        string[] frames = ["{0}", "a {0};", "a \"{0}\";", "a '{0}' ;", "a \"{0}\") ;", "#{0}\nb;", "a b\n#{0}\n;", "a {0} b;", "a {0}", "a \"{0}\"\n", "a ${{{0};", "\n{0}\\\n;"];
        foreach (var frame in frames)
        {
            for (var length = 4085; length < 4100; length++)
            {
                var filled = string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, new string('x', length));
                Compare(Encoding.UTF8.GetBytes(filled));
                Compare(Encoding.UTF8.GetBytes(filled.Replace("xxxx", "x\\\nx", StringComparison.Ordinal)));
            }
        }
    }

    private static void Compare(byte[] file) =>
        Assert.Equal(new SlowTokenizer(file).Statements(), Fast(file));

    private static List<string> Fast(byte[] file)
    {
        var scanner = new StatementScanner(file, new WordPool());
        var statements = new List<string>();
        while (true)
        {
            var end = scanner.Next();
            var said = end switch
            {
                StatementEnd.Semicolon => ";",
                StatementEnd.BlockStart => "{",
                StatementEnd.BlockEnd => "}",
                StatementEnd.EndOfFile => "end",
                _ => scanner.Fault,
            };

            // The scanner keeps a word cut off by the end of the file, for the hint; nginx drops it.
            if (scanner.IsCutOff)
            {
                scanner.Words.RemoveAt(scanner.Words.Count - 1);
            }

            statements.Add($"{said} {scanner.Line} {scanner.Position} [{string.Join('|', scanner.Words.Select(scanner.Text))}]");
            if (end is StatementEnd.EndOfFile or StatementEnd.Fault)
            {
                return statements;
            }
        }
    }
}
