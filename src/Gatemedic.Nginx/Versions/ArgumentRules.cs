using System.Globalization;

namespace Gatemedic.Nginx;

/// <summary>Judges arguments as the ngx_conf_set_*_slot functions do, in their words.</summary>
internal static class ArgumentRules
{
    // ngx_align(sizeof(ngx_pool_t) + 2 * sizeof(ngx_pool_large_t), 16) on 64 bits.
    private const int MinPoolSize = 112;
    private const int PoolAlignment = 16;

    /// <summary>nginx's message, or null when it accepts; the number of arguments is right.</summary>
    public static string? Fault(string name, ReadOnlySpan<string> args, ValueForm form) => form.Kind switch
    {
        ValueKind.Flag when !Is(args[0], "on") && !Is(args[0], "off") =>
            $"invalid value \"{args[0]}\" in \"{name}\" directive, it must be \"on\" or \"off\"",
        ValueKind.Number => Number(name, args[0], form.Check),
        ValueKind.Size => Size(name, args[0], form.Check),
        ValueKind.Offset when SlotParser.Size(args[0], giga: true) is null => Invalid(name),
        ValueKind.Milliseconds when SlotParser.Time(args[0], seconds: false) is null => Invalid(name),
        ValueKind.Seconds when SlotParser.Time(args[0], seconds: true) is null => Invalid(name),
        ValueKind.Buffers when SlotParser.Number(args[0]) is null or 0 || SlotParser.Size(args[1], giga: false) is null or 0 => Invalid(name),
        ValueKind.Enumeration or ValueKind.Mask => Words(args, form),
        ValueKind.Access => Access(args),
        ValueKind.Path => Levels(name, args),
        ValueKind.Text => Variables(args[..1]),
        ValueKind.TextSize => Variables(args[..1])
            ?? (args[0].Contains('$', StringComparison.Ordinal) || SlotParser.Size(args[0], giga: false) is not null ? null : Invalid(name)),
        ValueKind.Texts => Variables(args),
        ValueKind.Parameter when args.Length == 3 && args[2] != "if_not_empty" => $"invalid parameter \"{args[2]}\"",
        _ => null,
    };

    private static string Invalid(string name) => $"\"{name}\" directive invalid value";

    private static bool Is(string word, string value) => string.Equals(word, value, StringComparison.OrdinalIgnoreCase);

    private static string? Number(string name, string word, string check)
    {
        if (SlotParser.Number(word) is not { } number)
        {
            return $"\"{name}\" directive invalid number";
        }

        if (check.Split("..") is [var low, var high])
        {
            var (least, most) = (Bound(low), high.Length == 0 ? (long?)null : Bound(high));
            return number >= least && !(number > most) ? null
                : most is null ? $"value must be equal to or greater than {low}" : $"value must be between {low} and {high}";
        }

        return check == "power" && !long.IsPow2(number) ? $"\"{name}\" directive must be a power of two" : null;
    }

    private static long Bound(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static string? Size(string name, string word, string check)
    {
        if (SlotParser.Size(word, giga: false) is not { } size)
        {
            return Invalid(name);
        }

        return check switch
        {
            "pool" when size < MinPoolSize => $"the pool size must be no less than {MinPoolSize}",
            "pool" when size % PoolAlignment != 0 => $"the pool size must be a multiple of {PoolAlignment}",
            "window" when !long.IsPow2(size) || size is < 512 or > 32 << 10 => $"\"{name}\" directive must be 512, 1k, 2k, 4k, 8k, 16k, or 32k",
            "hash" when !long.IsPow2(size) || size is < 512 or > 128 << 10 => $"\"{name}\" directive must be 512, 1k, 2k, 4k, 8k, 16k, 32k, 64k, or 128k",
            "receive" when size <= 32 => $"\"{name}\" directive value is too small",
            "preread" when size > int.MaxValue => "the maximum body preread buffer size is 2147483647",
            "chunk" when size == 0 => "the http2 chunk size cannot be zero",
            _ => null,
        };
    }

    private static string? Words(ReadOnlySpan<string> args, ValueForm form)
    {
        foreach (var arg in args)
        {
            if (!form.Words.Contains(arg, StringComparer.OrdinalIgnoreCase))
            {
                return $"invalid value \"{arg}\"";
            }
        }

        return null;
    }

    private static string? Access(ReadOnlySpan<string> args)
    {
        foreach (var arg in args)
        {
            if (arg is not ("user:r" or "user:rw" or "group:r" or "group:rw" or "all:r" or "all:rw"))
            {
                return $"invalid value \"{arg}\"";
            }
        }

        return null;
    }

    /// <summary>The numbers of characters of each directory level (ngx_conf_set_path_slot).</summary>
    private static string? Levels(string name, ReadOnlySpan<string> args)
    {
        var length = 0L;
        foreach (var arg in args[1..])
        {
            if (SlotParser.Number(arg) is not (> 0 and var level))
            {
                return Invalid(name);
            }

            length += level + 1;
        }

        return length > 10 + args.Length - 1 ? Invalid(name) : null;
    }

    /// <summary>A '$' must be followed by a name (ngx_http_script_compile).</summary>
    private static string? Variables(ReadOnlySpan<string> args)
    {
        foreach (var arg in args)
        {
            if (SlotParser.VariableFault(arg) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }
}
