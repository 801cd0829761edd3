using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of limit_req, limit_conn and shared memory.</summary>
internal static class Limiters
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("limit-req", "503", [224], ["limiting requests, excess: {excess} by zone \"{zone}\""],
            Early("limiting requests, excess: 5.020 by zone \"one\"", "excess", "5.020", "zone", "one")),
        Row("limit-req-dry-run", "-", [224], ["limiting requests, dry run, excess: {excess} by zone \"{zone}\""],
            Early("limiting requests, dry run, excess: 5.020 by zone \"one\"", "excess", "5.020", "zone", "one")),
        Row("limit-req-delay", "-", [225],
            ["delaying request, excess: {excess}, by zone \"{zone}\"", "delaying request, dry run, excess: {excess}, by zone \"{zone}\""],
            Early("delaying request, excess: 0.500, by zone \"one\"", "excess", "0.500", "zone", "one")),
        Row("limit-conn", "503", [226], ["limiting connections by zone \"{zone}\""],
            Early("limiting connections by zone \"addr\"", "zone", "addr")),
        Row("limit-conn-dry-run", "-", [226], ["limiting connections, dry run, by zone \"{zone}\""],
            Early("limiting connections, dry run, by zone \"addr\"", "zone", "addr")),
        Row("limit-key-too-long", "-", [227, 228],
            [
                "the value of the \"{name}\" key is more than 65535 bytes: \"{value}\"",
                "the value of the \"{name}\" key is more than 255 bytes: \"{value}\"",
            ],
            Early("the value of the \"$uri\" key is more than 255 bytes: \"/x\"", "name", "$uri", "value", "/x")),
        Row("zone-full", "503", [229, 230],
            [
                "could not allocate node", "could not allocate node in {zone}",
                "ngx_slab_alloc() failed: no memory", "ngx_slab_alloc() failed: no memory in {zone}",
            ],
            Early("could not allocate node in limit_req zone \"one\"", "zone", "limit_req zone \"one\""),
            Early("ngx_slab_alloc() failed: no memory in limit_conn_zone \"addr\"", "zone", "limit_conn_zone \"addr\"")),
    ];
}
