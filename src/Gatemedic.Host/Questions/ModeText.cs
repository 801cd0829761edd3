namespace Gatemedic.Host;

/// <summary>Writes a mode as ls(1) does.</summary>
internal static class ModeText
{
    /// <summary>"drwx------ root root".</summary>
    public static string Of(FileFacts facts, UserNames names)
    {
        var letters = "rwxrwxrwx".Select((c, i) => (facts.Mode & (0x100 >> i)) != 0 ? c : '-').ToArray();
        var type = facts switch { { IsDirectory: true } => 'd', { IsSocket: true } => 's', { IsSymlink: true } => 'l', _ => '-' };
        return $"{type}{new string(letters)} {names.User(facts.Uid)} {names.Group(facts.Gid)}";
    }
}
