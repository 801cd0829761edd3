using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What programs written in Go say by way of its runtime and net/http.</summary>
internal static class Go
{
    private const string Who = "go";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "go-panic", "a panic ended the process", ["panic: {text}", "fatal error: {text}"],
            Line("panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/main.go:12 +0x1d\nexit status 2",
                "text", "runtime error: index out of range [3] with length 2")),
        Row(Who, "go-panic-serving", "the application failed at a request and closed the connection", ["http: panic serving {client}: {text}"],
            Line("2026/11/27 00:39:01 http: panic serving 127.0.0.1:51234: runtime error: invalid memory address or nil pointer dereference",
                "client", "127.0.0.1:51234", "text", "runtime error: invalid memory address or nil pointer dereference")),
        Row(Who, "go-in-use", "its address is taken", ["listen tcp {address}: bind: address already in use", "listen tcp4 {address}: bind: address already in use"],
            Line("2026/11/27 00:39:01 listen tcp :8080: bind: address already in use", "address", ":8080")),
        Row(Who, "go-fd-limit", "it is out of file descriptors",
            ["http: Accept error: accept tcp {address}: accept4: too many open files; retrying in {time}"],
            Line("2026/11/27 00:39:01 http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 5ms", "address", "[::]:8080", "time", "5ms")),
    ];
}
