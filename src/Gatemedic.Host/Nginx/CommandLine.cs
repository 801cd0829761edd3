using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>The options nginx was started with, as ngx_get_options reads them.</summary>
/// <param name="Conf">-c</param>
/// <param name="Prefix">-p</param>
/// <param name="ErrorLog">-e</param>
/// <param name="Globals">-g</param>
/// <param name="IsErrand">-t, -T, -s, -v, -V, -h or -?: it does one thing and ends, it does not serve.</param>
internal sealed record CommandLine(string? Conf, string? Prefix, string? ErrorLog, string? Globals, bool IsErrand)
{
    private const string TitleStart = "nginx: master process ";
    private const string ValueFlags = "cpeg";
    private const string PlainFlags = "tTqvVhs?";

    /// <summary>From an argument vector, the program first.</summary>
    public static CommandLine Parse(ImmutableArray<string> arguments) => Parse(arguments, static (args, i) => (args[i], i));

    /// <summary>
    /// From the title that a master gives itself: its arguments joined by blanks, so a value with blanks ends where the next option
    /// begins. The value of -g is a list of directives and ends only after ";" or "}".
    /// </summary>
    public static CommandLine ParseTitle(string title)
    {
        var start = title.StartsWith(TitleStart, StringComparison.Ordinal) ? TitleStart.Length : 0;
        return Parse([.. title[start..].Split(' ')], TitleValue);

        static (string Value, int Last) TitleValue(ImmutableArray<string> words, int first)
        {
            var last = first;
            var isGlobals = words[first - 1].EndsWith('g');
            while (last + 1 < words.Length && !(IsOption(words[last + 1]) && (!isGlobals || words[last].EndsWith(';') || words[last].EndsWith('}'))))
            {
                last++;
            }

            return (string.Join(' ', words.Skip(first).Take(last - first + 1)).TrimEnd(), last);
        }
    }

    /// <summary>The program in the title: "/usr/sbin/nginx", or "nginx" when it was found on the PATH.</summary>
    public static string TitleProgram(string title) =>
        title.StartsWith(TitleStart, StringComparison.Ordinal) ? title[TitleStart.Length..].Split(' ')[0] : "";

    /// <summary>The text is a master's title.</summary>
    public static bool IsMasterTitle(string text) => text.StartsWith(TitleStart.TrimEnd(), StringComparison.Ordinal);

    private static CommandLine Parse(ImmutableArray<string> words, Func<ImmutableArray<string>, int, (string Value, int Last)> valueAt)
    {
        var values = new Dictionary<char, string>();
        var isErrand = false;
        for (var i = 1; i < words.Length; i++)
        {
            if (!IsOption(words[i]))
            {
                continue;
            }

            // Flags may be joined, and a value may follow its flag at once: -tc FILE, -cFILE.
            for (var k = 1; k < words[i].Length; k++)
            {
                var flag = words[i][k];
                if (!ValueFlags.Contains(flag, StringComparison.Ordinal))
                {
                    isErrand |= flag != 'q';
                    if (flag == 's')
                    {
                        break;
                    }

                    continue;
                }

                if (k + 1 < words[i].Length)
                {
                    values[flag] = words[i][(k + 1)..];
                }
                else if (i + 1 < words.Length)
                {
                    (values[flag], i) = valueAt(words, i + 1);
                }

                break;
            }
        }

        return new CommandLine(
            values.GetValueOrDefault('c'), values.GetValueOrDefault('p'), values.GetValueOrDefault('e'), values.GetValueOrDefault('g'), isErrand);
    }

    private static bool IsOption(string word) =>
        word.Length > 1 && word[0] == '-'
        && (ValueFlags.Contains(word[1], StringComparison.Ordinal) || PlainFlags.Contains(word[1], StringComparison.Ordinal));
}
