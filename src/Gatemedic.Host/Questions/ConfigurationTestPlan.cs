using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>How <c>nginx -t</c> is run so that it can write nothing: in a mount namespace of its own, in which everything is read-only.</summary>
/// <param name="Program">unshare, or nsenter for an nginx with file systems of its own.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ConfigurationTestPlan(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Exit code of the script when a file system could not be made read-only.</summary>
    public const int NotReadOnly = 97;

    /// <summary>
    /// $1 is the number of mount points, which follow, and then the command. nginx -t stops at the first file that it cannot open for
    /// writing, so those that exist (pid file, logs) are covered by /dev/null one by one, to come to what is behind them.
    /// </summary>
    private const string Script =
        """
        count=$1; shift
        while [ "$count" -gt 0 ]; do
          mount -o remount,bind,ro "$1" 2>/dev/null || { [ -w "$1" ] && exit 97; }
          shift; count=$((count - 1))
        done
        tries=0
        while :; do
          said=$("$@" 2>&1); code=$?
          file=$(printf '%s\n' "$said" | sed -n 's/.*\[emerg\].*open() "\(\/.*\)" failed (30: .*/\1/p' | head -n 1)
          [ "$tries" -lt 20 ] && [ -f "$file" ] && mount --bind /dev/null "$file" 2>/dev/null || break
          tries=$((tries + 1))
        done
        printf '%s\n' "$said" >&2
        exit "$code"
        """;

    /// <summary>Makes the plan.</summary>
    /// <param name="nginx">The command: binary, -t, -c, -p, -g.</param>
    /// <param name="mountPoints">What is to be made read-only.</param>
    /// <param name="enter">Pid of the nginx whose namespaces are to be entered first; null = ours.</param>
    /// <param name="asRoot">We are root; otherwise a user namespace gives the right to mount.</param>
    /// <param name="user">Run nginx as this user and group, when its master is not root's though we are.</param>
    public static ConfigurationTestPlan Make(
        ImmutableArray<string> nginx, ImmutableArray<string> mountPoints, int? enter, bool asRoot, (int Uid, int Gid)? user)
    {
        ImmutableArray<string> command = user is { } other
            ? ["setpriv", $"--reuid={other.Uid}", $"--regid={other.Gid}", "--clear-groups", .. nginx]
            : nginx;
        ImmutableArray<string> unshare =
            [.. asRoot ? ["-m"] : new[] { "-r", "-m" }, "sh", "-c", Script, "sh", $"{mountPoints.Length}", .. mountPoints, .. command];

        // The pid namespace too: without it /proc/self is empty there, and error.log -> /dev/stderr -> /proc/self/fd/2 of container
        // images leads nowhere.
        return enter is { } pid
            ? new("nsenter", ["-t", $"{pid}", "-m", "-u", "-i", "-n", "-p", "-r", "unshare", .. unshare])
            : new("unshare", unshare);
    }
}
