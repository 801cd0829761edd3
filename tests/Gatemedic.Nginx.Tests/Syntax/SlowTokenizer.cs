using System.Text;

namespace Gatemedic.Nginx.Tests.Syntax;

/// <summary>The slow twin of <see cref="StatementScanner"/>: one byte at a time, flag by flag like ngx_conf_read_token, over a sliding buffer.</summary>
internal sealed class SlowTokenizer(byte[] file)
{
    private const int Buffer = 4096;
    private int pos;
    private int line = 1;

    public IEnumerable<string> Statements()
    {
        while (true)
        {
            var words = new List<string>();
            var end = Next(words);
            yield return $"{end} {line} {pos} [{string.Join('|', words)}]";
            if (end is not (";" or "{" or "}"))
            {
                yield break;
            }
        }
    }

    private string Next(List<string> words)
    {
        bool needSpace = false, lastSpace = true, comment = false, variable = false, quoted = false, single = false, twice = false;
        int start = pos, startLine = line;
        while (true)
        {
            if (pos >= file.Length)
            {
                return words.Count > 0 || !lastSpace ? "unexpected end of file, expecting \";\" or \"}\"" : "end";
            }

            if (pos - start == Buffer)
            {
                line = startLine;
                return twice || single
                    ? $"too long parameter, probably missing terminating \"{(twice ? '"' : '\'')}\" character"
                    : $"too long parameter \"{Encoding.UTF8.GetString(file, start, 10)}...\" started";
            }

            var ch = (char)file[pos++];
            if (ch == '\n')
            {
                line++;
                comment = false;
            }

            if (comment)
            {
                continue;
            }

            if (quoted)
            {
                quoted = false;
                continue;
            }

            var blank = ch is ' ' or '\t' or '\r' or '\n';
            if (needSpace)
            {
                if (blank)
                {
                    lastSpace = true;
                    needSpace = false;
                    continue;
                }

                if (ch is ';' or '{')
                {
                    return ch.ToString();
                }

                if (ch != ')')
                {
                    return Unexpected(ch);
                }

                lastSpace = true;
                needSpace = false;
            }

            if (lastSpace)
            {
                start = pos - 1;
                startLine = line;
                if (blank)
                {
                    continue;
                }

                switch (ch)
                {
                    case ';' or '{':
                        return words.Count == 0 ? Unexpected(ch) : ch.ToString();
                    case '}':
                        return words.Count == 0 ? "}" : Unexpected(ch);
                    case '#':
                        comment = true;
                        continue;
                    case '\\':
                        quoted = true;
                        break;
                    case '"':
                        start++;
                        twice = true;
                        break;
                    case '\'':
                        start++;
                        single = true;
                        break;
                    case '$':
                        variable = true;
                        break;
                }

                lastSpace = false;
                continue;
            }

            if (ch == '{' && variable)
            {
                continue;
            }

            variable = false;
            if (ch == '\\')
            {
                quoted = true;
                continue;
            }

            if (ch == '$')
            {
                variable = true;
                continue;
            }

            var found = false;
            if (twice && ch == '"')
            {
                twice = false;
                needSpace = found = true;
            }
            else if (single && ch == '\'')
            {
                single = false;
                needSpace = found = true;
            }
            else if (!twice && !single && !needSpace && (blank || ch is ';' or '{'))
            {
                lastSpace = found = true;
            }

            if (found)
            {
                words.Add(Word(start, pos - 1));
                if (ch is ';' or '{')
                {
                    return ch.ToString();
                }
            }
        }
    }

    private string Word(int from, int to)
    {
        var word = new List<byte>();
        for (var src = from; src < to;)
        {
            if (file[src] == '\\')
            {
                var escape = "\"'\\trn".IndexOf((char)file[src + 1], StringComparison.Ordinal);
                if (escape >= 0)
                {
                    word.Add((byte)"\"'\\\t\r\n"[escape]);
                    src += 2;
                    continue;
                }
            }

            word.Add(file[src++]);
        }

        return Encoding.UTF8.GetString(word.ToArray());
    }

    private static string Unexpected(char ch) => $"unexpected \"{Encoding.UTF8.GetString([(byte)ch])}\"";
}
