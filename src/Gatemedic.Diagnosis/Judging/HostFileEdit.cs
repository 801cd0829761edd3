using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A change of a file of the host that is not nginx's configuration.</summary>
/// <param name="File">Absolute path.</param>
public abstract record HostFileEdit(string File);

/// <summary>A setting in a file of "key = value" lines under "[section]" heads, as PHP-FPM's pools and supervisor's programs have.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Section">Name in the square brackets; null for what stands before the first.</param>
/// <param name="Key">The setting.</param>
/// <param name="Old">The value that it has; null where it is not set. On a file that says otherwise the change is not made.</param>
/// <param name="New">The value that it is to have.</param>
public sealed record SettingEdit(string File, string? Section, string Key, string? Old, string New) : HostFileEdit(File);

/// <summary>A file that is not there yet, such as a drop-in of a unit; its directory is made where it is missing.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Text">What stands in it.</param>
public sealed record NewFile(string File, string Text) : HostFileEdit(File)
{
    /// <summary>What makes it, to paste.</summary>
    public ImmutableArray<string> Commands() =>
        [$"mkdir -p {Path.GetDirectoryName(File)!.Quoted()}", $"printf '%s\\n' {string.Join(' ', Text.TrimEnd('\n').Split('\n').Select(l => l.Quoted()))} >{File.Quoted()}"];
}
