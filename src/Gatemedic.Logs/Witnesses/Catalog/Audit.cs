using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What SELinux and AppArmor refused.</summary>
internal static class Audit
{
    private const string Who = "audit";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "selinux-denied", "SELinux refused something",
            [
                "avc:  denied  { {permission} } for  pid={pid} comm=\"{name}\" {rest}scontext={context} tcontext={target} tclass={kind} {end}",
                "avc:  denied  { {permission} } for  pid={pid} comm=\"{name}\" {rest}",
            ],
            Line("type=AVC msg=audit(1795739793.123:456): avc:  denied  { name_connect } for  pid=4242 comm=\"nginx\" dest=3000"
                + " scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:object_r:unreserved_port_t:s0 tclass=tcp_socket permissive=0",
                "permission", "name_connect", "pid", "4242", "name", "nginx", "rest", "dest=3000 ", "context", "system_u:system_r:httpd_t:s0",
                "target", "system_u:object_r:unreserved_port_t:s0", "kind", "tcp_socket", "end", "permissive=0"),
            Line("Nov 27 00:39:01 host kernel: audit: type=1400 audit(1795739793.123:456): avc:  denied  { connectto } for  pid=4242 comm=\"nginx\" path=\"/run/a.sock\"",
                "permission", "connectto", "pid", "4242", "name", "nginx", "rest", "path=\"/run/a.sock\"")),
        Row(Who, "apparmor-denied", "AppArmor refused something",
            [
                "apparmor=\"DENIED\" operation=\"{operation}\" {head}profile=\"{profile}\" {middle}comm=\"{name}\" {rest}",
                "apparmor=\"DENIED\" operation=\"{operation}\" {rest}",
            ],
            Line("[12345.678901] audit: type=1400 audit(1795739793.123:456): apparmor=\"DENIED\" operation=\"connect\" profile=\"nginx\" name=\"/run/a.sock\" pid=4242"
                + " comm=\"nginx\" requested_mask=\"wr\" denied_mask=\"wr\" fsuid=33 ouid=0",
                "operation", "connect", "head", "", "profile", "nginx", "middle", "name=\"/run/a.sock\" pid=4242 ", "name", "nginx",
                "rest", "requested_mask=\"wr\" denied_mask=\"wr\" fsuid=33 ouid=0")),
    ];
}
