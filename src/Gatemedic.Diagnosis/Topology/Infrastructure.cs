using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Servers that come with a host and are no application behind nginx, though some of them speak HTTP.</summary>
public static partial class Infrastructure
{
    private static readonly HashSet<string> Programs = new(StringComparer.Ordinal)
    {
        "sshd", "systemd", "systemd-resolve", "systemd-network", "dnsmasq", "named", "unbound", "rpcbind", "cupsd", "chronyd", "ntpd",
        "exim4", "master", "dovecot", "mysqld", "mariadbd", "postgres", "redis-server", "valkey-server", "memcached", "mongod",
        "rabbitmq-server", "beam.smp", "epmd", "dockerd", "containerd", "podman", "crio", "buildkitd", "lxd", "incusd", "tailscaled", "snapd",
        "node_exporter", "nginx_exporter", "mysqld_exporter", "prometheus", "promtail", "telegraf", "zabbix_agentd", "collectd", "netdata",
        "gatemedic",
    };

    /// <summary>A program of the host's own, by its short name.</summary>
    public static bool IsProgram(string name) => Programs.Contains(name);

    /// <summary>A socket at which the host itself is managed, such as Docker's: no request of the outside world may ever be sent there.</summary>
    public static bool IsSocket(string path) => Managers().IsMatch(path);

    // supervisor makes its socket as supervisor.sock.PID and links it to its name; the kernel keeps the first.
    [GeneratedRegex(
        @"/(?:docker|podman|containerd|crio|cri-dockerd|buildkit|snapd|snapd-snap|supervisor|supervisord|cups|tailscaled|libvirt-sock|virtlogd-sock|mysqld?|mysqlx|redis[^/]*|memcached|rpcbind|gpm|pcscd|fail2ban)\.?(?:sock|socket)?(?:\.ttrpc|\.\d+)?$"
        + @"|/(?:systemd|dbus|docker|podman|crio|containerd|buildkit|lxd|incus|libvirt|postgresql|dovecot|avahi-daemon)/",
        RegexOptions.CultureInvariant)]
    private static partial Regex Managers();
}
