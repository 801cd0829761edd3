using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of PHP itself, from its own log or through php-fpm.</summary>
internal static class Php
{
    private const string Who = "php";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "php-memory-limit", "the script used up memory_limit",
            [
                "PHP Fatal error:  Allowed memory size of {limit} bytes exhausted (tried to allocate {bytes} bytes) in {file} on line {line}",
                "PHP Fatal error:  Allowed memory size of {limit} bytes exhausted{rest}",
            ],
            Line("[27-Nov-2026 00:36:09] WARNING: [pool www] child 15179 said into stderr: \"NOTICE: PHP message: PHP Fatal error:  Allowed memory size of"
                + " 8388608 bytes exhausted (tried to allocate 100003840 bytes) in /tmp/wit/fpm/mem.php on line 1\"",
                "limit", "8388608", "bytes", "100003840", "file", "/tmp/wit/fpm/mem.php", "line", "1"),
            Line("[27-Nov-2026 00:36:09 UTC] PHP Fatal error:  Allowed memory size of 8388608 bytes exhausted at x:1",
                "limit", "8388608", "rest", " at x:1")),
        Row(Who, "php-time-limit", "the script used up max_execution_time",
            [
                "PHP Fatal error:  Maximum execution time of {seconds} seconds exceeded in {file} on line {line}",
                "PHP Fatal error:  Maximum execution time of {seconds} second exceeded in {file} on line {line}",
            ],
            Line("[27-Nov-2026 00:36:11 UTC] PHP Fatal error:  Maximum execution time of 1 second exceeded in /tmp/wit/fpm/time.php on line 1",
                "seconds", "1", "file", "/tmp/wit/fpm/time.php", "line", "1")),
        Row(Who, "php-fatal", "the script ended with an error", ["PHP Fatal error:  {text}", "PHP Parse error:  {text}"],
            Line("[27-Nov-2026 00:36:08] WARNING: [pool www] child 15178 said into stderr: \"NOTICE: PHP message: PHP Fatal error:  Uncaught RuntimeException: boom in"
                + " /tmp/wit/fpm/fatal.php:1\"", "text", "Uncaught RuntimeException: boom in /tmp/wit/fpm/fatal.php:1")),
        Row(Who, "php-warning", "a warning of the script", ["PHP Warning:  {text}", "PHP Notice:  {text}", "PHP Deprecated:  {text}"],
            Line("[27-Nov-2026 00:36:08 Europe/Berlin] PHP Warning:  Undefined variable $undefined in /tmp/wit/fpm/fatal.php on line 1",
                "text", "Undefined variable $undefined in /tmp/wit/fpm/fatal.php on line 1")),
    ];
}
