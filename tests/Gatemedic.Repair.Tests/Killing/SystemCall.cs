using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatemedic.Repair.Tests;

/// <summary>One system call of the victim's main thread that changes something in its world.</summary>
/// <param name="Name">As strace names it.</param>
/// <param name="Nth">Which of that name, from 1.</param>
/// <param name="Text">The whole line of strace.</param>
internal sealed partial record SystemCall(string Name, int Nth, string Text)
{
    /// <summary>Those that change files or bring them to the disk.</summary>
    public const string Traced = "openat,mkdirat,renameat,renameat2,rename,linkat,unlinkat,pwrite64,write,fsync,fchmod,fchown,fsetxattr,ftruncate";

    /// <summary>The file or directory that it is about; of a rename, the directory.</summary>
    public string Path => Descriptor().Match(Text) is { Success: true } held ? held.Groups[1].Value : Text.Split('"')[1];

    /// <summary>The file that it makes, takes away or names, below a directory that is held.</summary>
    public string Entry => Text.Split('"') is [_, var name, ..] ? System.IO.Path.Combine(Path, name) : Path;

    /// <summary>Reads what strace -f -y wrote.</summary>
    public static ImmutableArray<SystemCall> Read(string trace, string root)
    {
        var calls = ImmutableArray.CreateBuilder<SystemCall>();
        var counts = new Dictionary<string, int>();
        string? main = null;
        foreach (var line in File.ReadLines(trace))
        {
            var thread = line.Split(' ')[0];
            main ??= thread;
            if (thread == main && Called().Match(line) is { Success: true, Groups: var groups })
            {
                var name = groups[1].Value;
                var nth = counts[name] = counts.GetValueOrDefault(name) + 1;
                if (line.Contains(root, StringComparison.Ordinal) && !(name == "openat" && !line.Contains("O_CREAT", StringComparison.Ordinal)))
                {
                    calls.Add(new SystemCall(name, nth, line));
                }
            }
        }

        return calls.ToImmutable();
    }

    /// <summary>For strace: this signal as it is entered, or this error instead of it.</summary>
    public string Inject(string kind, string what) => string.Create(CultureInfo.InvariantCulture, $"inject={Name}:{kind}={what}:when={Nth}");

    [GeneratedRegex(@"^\d+ +(\w+)\(")]
    private static partial Regex Called();

    [GeneratedRegex(@"\(\d+<([^>]*)>")]
    private static partial Regex Descriptor();
}
