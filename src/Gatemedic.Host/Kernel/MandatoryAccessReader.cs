using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads what SELinux and AppArmor say of nginx: only what the kernel has in force, since files and labels on disk outlive a module that is switched off.</summary>
public static class MandatoryAccessReader
{
    private const string SelinuxFiles = "/sys/fs/selinux";
    private const int FileLimit = 64 * 1024;
    private const int MostProcesses = 64;

    /// <summary>Booleans of the reference policy, Fedora's and Debian's.</summary>
    private static readonly string[] Booleans =
        ["httpd_can_network_connect", "httpd_can_network_relay", "httpd_graceful_shutdown", "httpd_can_network_connect_db", "httpd_can_network_memcache", "httpd_enable_homedirs"];

    /// <summary>For the masters and workers of every nginx that runs.</summary>
    public static Section<MandatoryAccess> Read(ProcessTable table, ImmutableArray<NginxMaster> masters)
    {
        var selinux = Text($"{SelinuxFiles}/enforce") switch { null => null, "0" => "permissive", _ => "enforcing" };
        var apparmor = Text("/sys/module/apparmor/parameters/enabled") == "Y";
        if (selinux is null && !apparmor)
        {
            return Section.Seen(new MandatoryAccess());
        }

        return Section.Seen(new MandatoryAccess
        {
            Selinux = selinux,
            Apparmor = apparmor,
            Booleans = selinux is null ? [] : [.. Booleans.Select(name => (Name: name, Value: Text($"{SelinuxFiles}/booleans/{name}"))).Where(b => b.Value is not null).Select(b => new PolicyBoolean(b.Name, b.Value!.StartsWith('1')))],
            Labels = [.. masters.SelectMany(m => m.Workers.Prepend(m.Pid)).Distinct().Take(MostProcesses).Select(pid => LabelOf(table, pid, selinux is not null, apparmor)).OfType<ProcessLabel>()],
        });
    }

    /// <summary>Kernels before 5.8 have no file of AppArmor's own; the common one is whose module came first.</summary>
    private static ProcessLabel? LabelOf(ProcessTable table, int pid, bool selinux, bool apparmor)
    {
        var common = Text(table.PathOf(pid, "attr/current"));
        var domain = selinux ? DomainOf(common) : null;
        var (profile, mode) = apparmor ? ProfileOf(Text(table.PathOf(pid, "attr/apparmor/current")) ?? (selinux ? null : common)) : (null, null);
        return common is null && profile is null ? null : new ProcessLabel(pid, domain, profile, mode);
    }

    /// <summary>The type of "user:role:type:level".</summary>
    internal static string? DomainOf(string? context) => context?.Split(':') is [_, _, { Length: > 0 } type, ..] ? type : null;

    /// <summary>"name (enforce)"; unconfined has no profile.</summary>
    internal static (string? Profile, string? Mode) ProfileOf(string? label) =>
        label is not null && label.EndsWith(')') && label.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? (label[..at], label[(at + 2)..^1]) : (null, null);

    private static string? Text(string path) =>
        BoundedFile.Read(path, FileLimit, out _, out _) is { } bytes ? Encoding.UTF8.GetString(bytes).Trim('\0', '\n', ' ') : null;
}
