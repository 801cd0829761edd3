using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>What a master shares with us, and as whom it runs: whether and how its program may be run by us.</summary>
internal static class MasterKinship
{
    /// <summary>Its mount namespace was made by our root, for a service with a private /tmp: no container, the same users and processes as ours.</summary>
    public static bool SharesOurRoot(NginxMaster master) =>
        master.Container is null && Shares(master, "user") && Shares(master, "pid");

    /// <summary>Its effective user and group; null when it is gone.</summary>
    public static (int Uid, int Gid)? UserOf(int pid)
    {
        var text = Encoding.UTF8.GetString(BoundedFile.Read($"/proc/{pid}/status", 64 * 1024, out _, out _) ?? []);
        return ProcessStatus.Parse(text) is { } status ? (status.Uid, status.Gid) : null;
    }

    private static bool Shares(NginxMaster master, string kind) =>
        Links.Read($"/proc/{master.Pid}/ns/{kind}") is { } theirs && theirs == Links.Read($"/proc/self/ns/{kind}");
}
