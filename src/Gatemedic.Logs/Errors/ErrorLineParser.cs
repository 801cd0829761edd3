using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gatemedic.Logs;

/// <summary>Takes one error log record apart the way <c>ngx_log_error_core</c> and the log handlers put it together.</summary>
internal static class ErrorLineParser
{
    /// <summary>Reads a record from its time on; false when it is not one.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> record, out ErrorLine line)
    {
        if (!TryOutline(record, brief: false, out line, out var phrase))
        {
            return false;
        }
        ReadPhrase(phrase, ref line);
        return true;
    }

    /// <summary>Reads head and context of a record, from its time on, and leaves the phrase between them as it is; false when it is no record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="brief">Level, process, connection and host are not wanted.</param>
    /// <param name="line">Head and context.</param>
    /// <param name="phrase">What stands between them.</param>
    internal static bool TryOutline(ReadOnlySpan<byte> record, bool brief, out ErrorLine line, out ReadOnlySpan<byte> phrase)
    {
        line = default;
        phrase = default;
        if (record.Length < ErrorTime.Length + 3 || !TryHead(record[(ErrorTime.Length + 2)..], brief, ref line, out var rest))
        {
            return false;
        }
        phrase = rest[..ErrorContext.Read(rest, brief, ref line)];
        line.HasContext = phrase.Length < rest.Length;
        return true;
    }

    /// <summary>Takes message, errno, phase and place in the configuration out of the text before the context.</summary>
    internal static void ReadPhrase(ReadOnlySpan<byte> phrase, ref ErrorLine line)
    {
        var message = phrase;
        if (ErrorAction.Find(message, out int end))
        {
            line.Action = message[(end + " while ".Length)..];
            message = message[..end];
        }
        if (!line.HasContext)
        {
            message = WithoutConfPlace(message, ref line);
        }
        line.Message = WithoutErrno(message, ref line);
    }

    // level] PID#TID: [*CONN ]
    private static bool TryHead(ReadOnlySpan<byte> text, bool brief, scoped ref ErrorLine line, out ReadOnlySpan<byte> rest)
    {
        if (brief && TryUsualHead(text, out rest))
        {
            return true;
        }
        rest = default;
        int close = text[..Math.Min(text.Length, 8)].IndexOf((byte)']');
        if (close < 0 || !ErrorLevels.Has(text[..close]) || close + 2 > text.Length)
        {
            return false;
        }
        line.Level = text[..close];
        text = text[(close + 2)..];
        long pid = LogText.Number(text, out int length);
        if (pid < 0 || length >= text.Length || text[length] != '#')
        {
            return false;
        }
        line.Pid = (int)Math.Min(pid, int.MaxValue);
        text = text[(length + 1)..];
        if (LogText.Number(text, out length) < 0 || !text[length..].StartsWith(": "u8))
        {
            return false;
        }
        rest = text[(length + 2)..];
        if (rest.Length > 0 && rest[0] == '*' && LogText.Number(rest[1..], out length) is >= 0 and var connection
            && length + 1 < rest.Length && rest[length + 1] == ' ')
        {
            line.Connection = connection;
            rest = rest[(length + 2)..];
        }
        return true;
    }

    // "error] 2105#2105: *48113008 ": where only the rest is wanted, one look at 32 bytes finds it in most records. What does not look so is
    // left to the slow way.
    private static bool TryUsualHead(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        const int Level = 7;
        rest = default;
        if (!Vector256.IsHardwareAccelerated || text.Length < Level + Vector256<byte>.Count + 1 || !text.StartsWith("error] "u8))
        {
            return false;
        }
        var head = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text), Level);
        uint blanks = Vector256.Equals(head, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
        uint digits = Vector256.LessThanOrEqual(head - Vector256.Create((byte)'0'), Vector256.Create((byte)9)).ExtractMostSignificantBits();
        uint marks = Vector256.Equals(head, Vector256.Create((byte)'#')).ExtractMostSignificantBits();
        int blank = BitOperations.TrailingZeroCount(blanks), end = BitOperations.TrailingZeroCount(blanks & (blanks - 1));
        if (end == 32 || blank is < 4 or > 18 || end - blank is < 3 or > 18)
        {
            return false;
        }
        uint process = (1u << (blank - 1)) - 1, ends = 1u | (1u << (blank - 2));
        uint connection = ((1u << end) - 1) & ~((1u << (blank + 2)) - 1);
        if (text[Level + blank - 1] != ':' || text[Level + blank + 1] != '*' || ((digits | marks) & process) != process || (marks & ends) != 0
            || BitOperations.PopCount(marks & process) != 1 || (digits & connection) != connection)
        {
            return false;
        }
        rest = text[(Level + end + 1)..];
        return true;
    }

    // ngx_conf_log_error ends with " in FILE:LINE" or " in command line", after errno.
    private static ReadOnlySpan<byte> WithoutConfPlace(ReadOnlySpan<byte> message, scoped ref ErrorLine line)
    {
        if (message.EndsWith(" in command line"u8))
        {
            return message[..^" in command line".Length];
        }
        int digits = 0;
        int colon = message.LastIndexOf((byte)':');
        int place = colon < 0 ? -1 : message[..colon].LastIndexOf(" in /"u8);
        long number = place < 0 ? -1 : LogText.Number(message[(colon + 1)..], out digits);
        if (number < 0 || colon + 1 + digits != message.Length)
        {
            return message;
        }
        line.ConfFile = message[(place + " in ".Length)..colon];
        line.ConfLine = number;
        return message[..place];
    }

    // " (111: Connection refused)" at the very end. The resolver's own codes look the same: they belong to the message.
    private static ReadOnlySpan<byte> WithoutErrno(ReadOnlySpan<byte> message, scoped ref ErrorLine line)
    {
        if (!message.EndsWith((byte)')'))
        {
            return message;
        }
        int open = message.LastIndexOf(" ("u8);
        if (open < 0)
        {
            return message;
        }
        long number = LogText.Number(message[(open + 2)..], out int digits);
        if (number is < 1 or > 4095 || !message[(open + 2 + digits)..].StartsWith(": "u8)
            || message[..open].EndsWith(" could not be resolved"u8))
        {
            return message;
        }
        line.Errno = (int)number;
        return message[..open];
    }
}
