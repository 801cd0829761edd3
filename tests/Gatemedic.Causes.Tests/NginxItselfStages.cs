using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>What the tests of names, stale configurations and security modules put on a staged host.</summary>
internal static class NginxItselfStages
{
    /// <summary>What every DNS server says of a name in one family.</summary>
    public static Staged Replies(this Staged staged, string name, bool ipv6, int? code, string text, params string[] addresses)
    {
        staged.Witness.Replies[(name, ipv6)] = new DnsReply(code, [.. addresses], code == 0 ? 60 : null, text);
        return staged;
    }

    /// <summary>The servers of its resolv.conf.</summary>
    public static Staged NameServers(this Staged staged, params string[] servers) => staged.Master(m => m with { NameServers = [.. servers] });

    /// <summary>Workers that shut down.</summary>
    public static Staged Retiring(this Staged staged, params int[] pids) => staged.Master(m => m with { Retiring = [.. pids] });

    /// <summary>nginx was reloaded.</summary>
    public static Staged ReloadedMinutesAgo(this Staged staged, int minutes) => staged.Master(m => m with { LoadedAt = Staged.Now.AddMinutes(-minutes) });

    /// <summary>A file was saved unchanged, put in another's place, or taken away.</summary>
    public static Staged TouchedMinutesAgo(this Staged staged, int minutes) => staged.With(s => s with
    {
        Instances = [.. s.Instances.Select(i => i with { TouchedAt = Staged.Now.AddMinutes(-minutes) })],
    });

    /// <summary>A release of nginx.</summary>
    public static Staged Release(this Staged staged, string version) => staged.With(s => s with
    {
        Instances = [.. s.Instances.Select(i => i with { Version = Section.Seen(version) })],
    });

    /// <summary>SELinux, and the domain in which nginx runs.</summary>
    public static Staged Selinux(this Staged staged, string? mode, string domain, params string[] booleansOn) => staged.With(s => s with
    {
        MandatoryAccess = Section.Seen(new MandatoryAccess
        {
            Selinux = mode,
            Booleans = mode is null ? [] : [.. ((string[])["httpd_can_network_connect", "httpd_can_network_relay"]).Select(b => new PolicyBoolean(b, booleansOn.Contains(b)))],
            Labels = mode is null ? [] : [new ProcessLabel(812, Domain: domain)],
        }),
    });

    /// <summary>AppArmor, and the profile of nginx.</summary>
    public static Staged Apparmor(this Staged staged, string? profile, string? mode) => staged.With(s => s with
    {
        MandatoryAccess = Section.Seen(new MandatoryAccess { Apparmor = true, Labels = [new ProcessLabel(812, Profile: profile, Mode: mode)] }),
    });

    /// <summary>Lines of the audit log.</summary>
    public static Staged Audited(this Staged staged, params string[] lines) => staged.With(s => s with
    {
        Witnesses = Section.Seen<ImmutableArray<WitnessLog>>([new WitnessLog { Source = "/var/log/audit/audit.log", Origin = WitnessOrigin.Audit, Groups = Groups(lines) }]),
    });

    private static Staged Master(this Staged staged, Func<NginxMaster, NginxMaster> change) => staged.With(s => s with
    {
        Masters = Section.Seen<ImmutableArray<NginxMaster>>([.. s.Masters.Seen.OrEmpty().Select(change)]),
    });

    private static ImmutableArray<WitnessGroup> Groups(string[] lines)
    {
        var source = new LogSource("/var/log/audit/audit.log", LogDialect.Mixed, new Lines(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
        return LogSurvey.Read([source], new LogWindow(null, null), null, 1, CancellationToken.None).Witnesses;
    }

    private sealed class Lines(byte[] text) : ILogBytes
    {
        public long? Length => text.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var rest = text.AsSpan((int)Math.Min(offset, text.Length));
            rest[..Math.Min(rest.Length, buffer.Length)].CopyTo(buffer);
            return Math.Min(rest.Length, buffer.Length);
        }

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}
