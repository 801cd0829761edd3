using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What the kernel says that decides between causes.</summary>
internal static class Kernel
{
    private const string Who = "kernel";
    private const string Packet = "IN=lo OUT= MAC=00:00 SRC=10.0.0.1 DST=10.0.0.2 LEN=60 TOS=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=51234 DPT=3000 WINDOW=64240 RES=0x00 SYN URGP=0 ";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "kernel-oom", "the kernel killed a process for memory",
            [
                "Out of memory: Killed process {pid} ({name}) {rest}", "Out of memory: Kill process {pid} ({name}) {rest}",
                "Memory cgroup out of memory: Killed process {pid} ({name}) {rest}", "Memory cgroup out of memory: Kill process {pid} ({name}) {rest}",
                "Killed process {pid} ({name}) total-vm:{rest}", "Killed process {pid} ({name}), {rest}",
                "oom-kill:{head},task={name},pid={pid},uid={user}",
            ],
            Line("[12345.678901] Out of memory: Killed process 4242 (node) total-vm:2158732kB, anon-rss:1900000kB, file-rss:0kB, shmem-rss:0kB, UID:33",
                "pid", "4242", "name", "node", "rest", "total-vm:2158732kB, anon-rss:1900000kB, file-rss:0kB, shmem-rss:0kB, UID:33"),
            Line("Nov 27 00:39:01 host kernel: [  99.100000] Memory cgroup out of memory: Killed process 7 (gunicorn) total-vm:1kB", "pid", "7", "name", "gunicorn", "rest", "total-vm:1kB"),
            Line("[12345.678901] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,task=node,pid=4242,uid=33",
                "head", "constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/", "name", "node", "pid", "4242", "user", "33")),
        Row(Who, "kernel-oom-invoked", "memory ran out", ["{name} invoked oom-killer: {rest}"],
            Line("[12345.678901] node invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
                "name", "node", "rest", "gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0")),
        Row(Who, "kernel-segfault", "a process crashed",
            ["{name}[{pid}]: segfault at {rest}", "traps: {name}[{pid}] general protection fault {rest}", "traps: {name}[{pid}] trap {rest}"],
            Line("[12345.678901] php-fpm8.2[4242]: segfault at 10 ip 00007f0000000010 sp 00007ffd00000000 error 4 in libx.so[7f0000000000+1000]",
                "name", "php-fpm8.2", "pid", "4242", "rest", "10 ip 00007f0000000010 sp 00007ffd00000000 error 4 in libx.so[7f0000000000+1000]")),
        Row(Who, "kernel-conntrack-full", "the connection-tracking table is full: packets are dropped",
            ["nf_conntrack: table full, dropping packet", "nf_conntrack: nf_conntrack: table full, dropping packet", "ip_conntrack: table full, dropping packet.",
                "nf_conntrack: table full in netns {netns}, dropping packet", "nf_conntrack: nf_conntrack: table full in netns {netns}, dropping packet"],
            Line("[12345.678901] nf_conntrack: nf_conntrack: table full, dropping packet"),
            Line("[14446.847196] nf_conntrack: nf_conntrack: table full in netns 4026532185, dropping packet", "netns", "4026532185")),
        Row(Who, "kernel-syn-flood", "a listening socket's queue overflowed",
            [
                "TCP: request_sock_TCP: Possible SYN flooding on port {address}. {rest}", "request_sock_TCP: Possible SYN flooding on port {address}. {rest}",
                "TCP: Possible SYN flooding on port {address}. {rest}", "possible SYN flooding on port {address}. {rest}",
            ],
            Line("[12345.678901] TCP: request_sock_TCP: Possible SYN flooding on port 127.0.0.1:8000. Sending cookies.",
                "address", "127.0.0.1:8000", "rest", "Sending cookies."),
            Line("[12345.678901] TCP: request_sock_TCP: Possible SYN flooding on port 8000. Sending cookies.  Check SNMP counters.",
                "address", "8000", "rest", "Sending cookies.  Check SNMP counters.")),
        Row(Who, "kernel-tcp-memory", "the kernel has no memory left for TCP", ["TCP: out of memory -- consider tuning tcp_mem", "TCP: too many orphaned sockets"],
            Line("[12345.678901] TCP: out of memory -- consider tuning tcp_mem")),
        Row(Who, "kernel-file-max", "the whole machine is out of file descriptors", ["VFS: file-max limit {limit} reached"],
            Line("[12345.678901] VFS: file-max limit 9000 reached", "limit", "9000")),
        Row(Who, "kernel-fork-rejected", "the cgroup may start no more processes", ["cgroup: fork rejected by pids controller in {path}"],
            Line("[12345.678901] cgroup: fork rejected by pids controller in /system.slice/web.service", "path", "/system.slice/web.service")),
        Row(Who, "packet-blocked", "a packet filter dropped a packet",
            ["[UFW BLOCK] {link} SRC={source} DST={destination} {head} DPT={port} {rest}"],
            Line("[12345.678901] [UFW BLOCK] " + Packet, "link", "IN=lo OUT= MAC=00:00", "source", "10.0.0.1", "destination", "10.0.0.2",
                "head", "LEN=60 TOS=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=51234", "port", "3000", "rest", "WINDOW=64240 RES=0x00 SYN URGP=0 ")),
        Row(Who, "packet-logged", "a packet filter logged a packet",
            ["{prefix}IN={link} SRC={source} DST={destination} {head} DPT={port} {rest}"],
            Line("[12345.678901] nft-drop " + Packet, "prefix", "nft-drop ", "link", "lo OUT= MAC=00:00", "source", "10.0.0.1", "destination", "10.0.0.2",
                "head", "LEN=60 TOS=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=51234", "port", "3000", "rest", "WINDOW=64240 RES=0x00 SYN URGP=0 ")),
    ];
}
