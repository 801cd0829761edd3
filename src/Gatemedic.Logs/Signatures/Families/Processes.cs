using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of the master about its workers, signals and listening sockets.</summary>
internal static class Processes
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("exited-on-signal", "-", [231], ["{process} process {pid} exited on signal {signal}", "{process} process {pid} exited on signal {signal} (core dumped)"],
            Alone("alert", "worker process 31 exited on signal 9", "process", "worker", "pid", "31", "signal", "9"),
            Alone("alert", "worker process 31 exited on signal 11 (core dumped)", "process", "worker", "pid", "31", "signal", "11")),
        Row("exited-with-code", "-", [232], ["{process} process {pid} exited with code {code}"],
            Alone("notice", "worker process 31 exited with code 0", "process", "worker", "pid", "31", "code", "0")),
        Row("exited-fatally", "-", [233], ["{process} process {pid} exited with fatal code {code} and cannot be respawned"],
            Alone("alert", "worker process 31 exited with fatal code 2 and cannot be respawned",
                "process", "worker", "pid", "31", "code", "2")),
        Row("signal-received", "-", [234, 235],
            [
                "signal {number} ({name}) received from {sender}, {effect}", "signal {number} ({name}) received from {sender}",
                "signal {number} ({name}) received, {effect}", "signal {number} ({name}) received",
            ],
            Alone("notice", "signal 1 (SIGHUP) received from 1, reconfiguring",
                "number", "1", "name", "SIGHUP", "sender", "1", "effect", "reconfiguring")),
        Row("life-cycle", "-", [236, 237, 238, 239, 240, 241],
            [
                "reconfiguring", "gracefully shutting down", "exiting", "exit", "start worker processes", "start {process} process {pid}",
                "signal process started", "using the \"{method}\" event method", "nginx/{version}", "OS: {os}", "built by {compiler}",
                "getrlimit(RLIMIT_NOFILE): {limit}", "cache manager process {pid} exited",
            ],
            Alone("notice", "reconfiguring"), Alone("notice", "start worker process 32", "process", "worker", "pid", "32")),
        Row("client-keepalive-closed", "-", [], ["client {address} closed keepalive connection"],
            Line("[info] 7#7: *1 client 127.0.0.1 closed keepalive connection", "address", "127.0.0.1")),
        Row("process-not-started", "-", [242, 243], ["could not respawn {process}", "fork() failed while spawning \"{process}\""],
            Alone("alert", "fork() failed while spawning \"worker process\" (11: Resource temporarily unavailable)", "process", "worker process")),
        Row("listen-failed", "-", [244, 245, 246], ["bind() to {address} failed", "still could not bind()", "try again to bind() after 500ms"],
            Alone("emerg", "bind() to 0.0.0.0:80 failed (98: Address already in use)", "address", "0.0.0.0:80")),
        Row("socket-leaked", "-", [247], ["open socket #{fd} left in connection {slot}"],
            Line("[alert] 7#7: *12 open socket #3 left in connection 5", "fd", "3", "slot", "5")),
        Row("zone-locked", "-", [248], ["shared memory zone \"{zone}\" was locked by {pid}"],
            Alone("alert", "shared memory zone \"cache\" was locked by 31", "zone", "cache", "pid", "31")),
        Row("worker-identity-failed", "-", [250, 251], ["initgroups({user}, {gid}) failed", "setuid({uid}) failed", "setgid({gid}) failed"],
            Alone("emerg", "setuid(33) failed (1: Operation not permitted)", "uid", "33")),
    ];
}
