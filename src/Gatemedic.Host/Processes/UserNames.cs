namespace Gatemedic.Host;

/// <summary>Names of users and groups, as the files of one root say them.</summary>
internal sealed class UserNames
{
    private readonly Dictionary<int, string> users;
    private readonly Dictionary<int, string> groups;

    private UserNames(Dictionary<int, string> users, Dictionary<int, string> groups)
    {
        this.users = users;
        this.groups = groups;
    }

    /// <summary>Reads etc/passwd and etc/group below a root; what cannot be read has no names.</summary>
    public static UserNames Read(string root = "/") =>
        new(Parse(Text(root, "etc/passwd")), Parse(Text(root, "etc/group")));

    /// <summary>From the texts of the two files.</summary>
    public static UserNames Parse(string passwd, string group) => new(Parse(passwd), Parse(group));

    /// <summary>Login name, or the number.</summary>
    public string User(int uid) => users.GetValueOrDefault(uid) ?? unchecked((uint)uid).ToString();

    /// <summary>Group name, or the number.</summary>
    public string Group(int gid) => groups.GetValueOrDefault(gid) ?? unchecked((uint)gid).ToString();

    private static string Text(string root, string name) =>
        System.Text.Encoding.UTF8.GetString(BoundedFile.Read(Path.Combine(root, name), 1024 * 1024, out _, out _) ?? []);

    private static Dictionary<int, string> Parse(string text)
    {
        var names = new Dictionary<int, string>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && uint.TryParse(fields[2], out var id))
            {
                // The first entry of an id is the one that getpwuid(3) gives.
                names.TryAdd(unchecked((int)id), fields[0]);
            }
        }

        return names;
    }
}
