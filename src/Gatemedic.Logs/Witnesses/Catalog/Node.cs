using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What Node.js writes when it ends badly.</summary>
internal static class Node
{
    private const string Who = "node";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "node-in-use", "its address is taken",
            ["Error: listen EADDRINUSE: address already in use {address}", "Error: listen EADDRINUSE {address}", "Uncaught Error: listen EADDRINUSE: address already in use {address}"],
            Line("Error: listen EADDRINUSE: address already in use 127.0.0.1:28120", "address", "127.0.0.1:28120")),
        Row(Who, "node-listen-denied", "it may not listen on its address", ["Error: listen EACCES: permission denied {address}"],
            Line("Error: listen EACCES: permission denied 0.0.0.0:80", "address", "0.0.0.0:80")),
        Row(Who, "node-heap", "it used up its heap and ended", ["FATAL ERROR: {what} - JavaScript heap out of memory"],
            Line("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory", "what", "Reached heap limit Allocation failed")),
        Row(Who, "node-refused", "something that the application itself needs refuses connections", ["Error: connect ECONNREFUSED {address}"],
            Line("Error: connect ECONNREFUSED 127.0.0.1:28199", "address", "127.0.0.1:28199")),
        Row(Who, "node-name-unknown", "a name that the application itself needs does not resolve",
            ["Error: getaddrinfo ENOTFOUND {name}", "Error: getaddrinfo EAI_AGAIN {name}"],
            Line("Error: getaddrinfo ENOTFOUND db.example", "name", "db.example")),
        Row(Who, "node-fd-limit", "it is out of file descriptors", ["Error: EMFILE: too many open files, {call}", "Error: accept EMFILE", "Error: connect EMFILE {address}"],
            Line("Error: EMFILE: too many open files, open '/srv/x'", "call", "open '/srv/x'")),
        Row(Who, "node-module-missing", "a module that it needs is not there", ["Error: Cannot find module '{module}'"],
            Line("Error: Cannot find module '/tmp/wit/node/missing.js'", "module", "/tmp/wit/node/missing.js")),
        Row(Who, "node-unhandled", "a rejection that nobody handles",
            ["[UnhandledPromiseRejection: {text}", "UnhandledPromiseRejectionWarning: {text}", "Unhandled rejection {text}"],
            Line("[UnhandledPromiseRejection: This error originated either by throwing", "text", "This error originated either by throwing")),
        Own(Who, "node-uncaught", "an error that nobody caught ended the process", ["Uncaught {error}: {text}", "{error}: {text}"],
            Line("/srv/app.js:2\n  null.x\n       ^\n\nTypeError: Cannot read properties of null (reading 'x')\n    at Timeout._onTimeout (/srv/app.js:2:77)\n\nNode.js v20.20.2",
                "error", "TypeError", "text", "Cannot read properties of null (reading 'x')")),
    ];
}
