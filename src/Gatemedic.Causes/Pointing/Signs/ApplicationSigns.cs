using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What application servers say of themselves, and what it points to.</summary>
internal static class ApplicationSigns
{
    private static readonly ImmutableArray<string> Crashes = ["11", "6", "7", "4", "8", "SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV (core dumped)", "SIGABRT (core dumped)"];

    private static readonly ImmutableArray<string> Kills = ["9", "SIGKILL"];

    // The first two bytes after the first letter of GET, POST, HEAD, PUT, DELETE, OPTIONS and PATCH, read as a length.
    private static readonly ImmutableArray<string> HttpAsLength = ["21573", "21327", "16709", "21589", "19525", "21584", "21569"];

    internal static readonly ImmutableArray<PointingRow> All =
    [
        new("fpm-max-children", "php-fpm's pool {pool} reached pm.max_children ({limit}) {times}", new Guess("php-fpm-saturated", 3.6, "further requests wait in its queue")),
        new("fpm-busy", "php-fpm's pool {pool} was short of idle children {times}", new Guess("php-fpm-saturated", 2, "it is close to full")),
        new("fpm-slow", "a script of php-fpm's pool {pool} was slow {times}", new Guess("slow-upstream", 2.2, "see where in its slow log")),
        new("fpm-slow-trace", "php-fpm's slow log has {times} of pool {pool}", new Guess("slow-upstream", 2.2, "it shows where the script was")),
        new("fpm-terminated", "php-fpm's request_terminate_timeout ended a request {times}", new Guess("app-timeout-kill", 3.6, "nginx sees the connection close")),
        new("fpm-child-signal", "a php-fpm child crashed {times} ({name})", new Guess("upstream-crash", 3.6, "its request got no answer")) { Field = ("signal", Crashes) },
        new("fpm-child-signal", "a php-fpm child got SIGKILL {times}", new Guess("oom-killed", 2, "as when the kernel kills for memory"), new Guess("upstream-crash", 0.8, "its request got no answer"))
            { Field = ("signal", Kills), Unless = ["fpm-terminated"] },
        new("fpm-listen-failed", "php-fpm could not listen on {address} ({times})", new Guess("upstream-down", 2.2, "so it does not run")),
        new("fpm-start-failed", "php-fpm did not start ({times})", new Guess("upstream-down", 2.6, "so nothing answers")),
        new("fpm-client-refused", "php-fpm dropped connections of {address} ({times})", new Guess("upstream-reset", 3.2, "listen.allowed_clients does not hold it")),
        new("php-time-limit", "a script used up max_execution_time {times}", new Guess("app-timeout-kill", 1.2, "PHP ended it"), new Guess("slow-upstream", 1, "it takes that long")),
        new("php-memory-limit", "a script used up memory_limit {times}", new Guess("upstream-crash", 0.8, "PHP ended it")),

        new("gunicorn-timeout", "gunicorn killed a worker that was silent for longer than --timeout {times}", new Guess("app-timeout-kill", 3.6, "nginx sees the connection close")),
        new("gunicorn-sigkill", "a gunicorn worker got SIGKILL {times}", new Guess("oom-killed", 2, "as when the kernel kills for memory")) { Unless = ["gunicorn-timeout"] },
        new("gunicorn-worker-signal", "a gunicorn worker crashed {times}", new Guess("upstream-crash", 3.6, "its request got no answer")) { Field = ("signal", Crashes) },
        new("gunicorn-worker-signal", "a gunicorn worker got SIGKILL {times}", new Guess("oom-killed", 1.8, "as when the kernel kills for memory")) { Field = ("signal", Kills), Unless = ["gunicorn-timeout"] },
        new("gunicorn-boot-error", "gunicorn's workers can not load the application ({times})", new Guess("upstream-down", 2.4, "so it does not run"), new Guess("crash-loop", 1.8, "each start ends the same")),
        new("gunicorn-invalid-request", "gunicorn got what is no HTTP {times}", new Guess("protocol-mismatch", 2.2, "nginx speaks another protocol to it")),
        new("uvicorn-load-error", "uvicorn can not load the application ({times})", new Guess("upstream-down", 2.4, "so it does not run"), new Guess("crash-loop", 1.4, "each start ends the same")),
        new("uvicorn-startup-error", "the application failed while starting ({times})", new Guess("upstream-down", 2.4, "so it does not run"), new Guess("crash-loop", 1.4, "each start ends the same")),
        new("uvicorn-invalid-request", "uvicorn got what is no HTTP {times}", new Guess("protocol-mismatch", 2.4, "nginx speaks another protocol to it")),
        new("uvicorn-concurrency", "uvicorn answered 503 itself {times}", new Guess("upstream-returned-502", 2.2, "--limit-concurrency was exceeded")),

        new("uwsgi-harakiri", "uWSGI's harakiri killed a worker {times}", new Guess("app-timeout-kill", 3.6, "nginx sees the connection close")),
        new("uwsgi-queue-full", "the listen queue of {address} was full {times}", new Guess("backlog-overflow", 3.4, "all workers are busy and no more fit")),
        new("uwsgi-block-size", "uWSGI got a request in HTTP where it speaks uwsgi {times}", new Guess("protocol-mismatch", 3.8, "proxy_pass points at a uwsgi socket")) { Field = ("size", HttpAsLength) },
        new("uwsgi-block-size", "uWSGI dropped requests larger than its buffer-size ({times})", new Guess("upstream-reset", 2.8, "the request's headers are larger than buffer-size")),
        new("uwsgi-worker-died", "a uWSGI worker died by SIGKILL {times}", new Guess("oom-killed", 1.8, "as when the kernel kills for memory")) { Field = ("signal", Kills), Unless = ["uwsgi-harakiri"] },
        new("uwsgi-worker-died", "a uWSGI worker died {times}", new Guess("upstream-crash", 3, "its request got no answer")) { Unless = ["uwsgi-harakiri"] },
        new("uwsgi-segfault", "a uWSGI worker crashed {times}", new Guess("upstream-crash", 3.6, "its request got no answer")),
        new("uwsgi-no-app", "uWSGI can not load the application ({times})", new Guess("upstream-down", 1.8, "so nothing useful answers")),
        new("uwsgi-client-gone", "nginx had gone before uWSGI answered {times}", new Guess("slow-upstream", 1.4, "the answer came too late")),

        new("node-heap", "Node.js used up its heap {times}", new Guess("upstream-crash", 3.2, "the process ended"), new Guess("oom-killed", 0.3, "memory was short")),
        new("node-uncaught", "an error that nobody caught ended Node.js {times} ({error}: {text})", new Guess("upstream-crash", 3.2, "what it was answering got no answer"), new Guess("crash-loop", 0.8, "it may be restarted and die again")),
        new("node-unhandled", "a rejection that nobody handled ended Node.js {times}", new Guess("upstream-crash", 2.6, "what it was answering got no answer")),
        new("node-refused", "Node.js ended because {address} refused it ({times})", new Guess("upstream-crash", 2.4, "what the application needs is down"), new Guess("crash-loop", 1, "each start ends the same")),
        new("node-name-unknown", "Node.js could not resolve {name} ({times})", new Guess("upstream-crash", 1.8, "what the application needs is not found")),
        new("node-module-missing", "Node.js lacks the module {module} ({times})", new Guess("upstream-down", 2.4, "so it does not start"), new Guess("crash-loop", 1.8, "each start ends the same")),
        new("node-listen-denied", "Node.js may not listen on {address} ({times})", new Guess("upstream-down", 2.6, "so it does not run")),

        .. new[] { "gunicorn-in-use", "uvicorn-in-use", "uwsgi-bind-failed", "node-in-use", "python-in-use", "java-in-use", "go-in-use", "ruby-in-use", "apache-in-use" }.Select(id =>
            new PointingRow(id, "the application could not listen: its address is taken ({times})",
                new Guess("upstream-down", 2.2, "so it does not run"), new Guess("crash-loop", 2.0, "each start ends the same"), new Guess("wrong-port", 0.3, "something else answers there"))),
        .. new[] { "node-fd-limit", "python-fd-limit", "java-fd-limit", "go-fd-limit" }.Select(id =>
            new PointingRow(id, "the application was out of file descriptors {times}", new Guess("upstream-fd-limit", 3.8, "it can accept no more connections"))),
        new("python-memory", "the application got no memory {times}", new Guess("upstream-crash", 1.6, "it failed over that"), new Guess("oom-killed", 1, "the kernel may kill it next")),
        new("java-memory", "Java used up its heap {times}", new Guess("upstream-crash", 2.6, "requests fail or the process ends"), new Guess("slow-upstream", 0.8, "collecting garbage takes all its time")),
        new("java-start-failed", "the application did not start ({times})", new Guess("upstream-down", 2.6, "so nothing answers")),
        new("java-threads-busy", "all {limit} threads of the connector were busy {times}", new Guess("backlog-overflow", 2, "further connections wait"), new Guess("slow-upstream", 1.6, "requests take too long")),
        new("java-pool-exhausted", "the pool of database connections was used up {times}", new Guess("slow-upstream", 2.6, "requests wait for the database")),
        new("go-panic", "a panic ended the application {times}", new Guess("upstream-crash", 3.4, "what it was answering got no answer")),
        new("go-panic-serving", "the application panicked over a request {times}", new Guess("upstream-crash", 3.2, "net/http closes the connection")),
        new("puma-worker-timeout", "Puma killed a worker that was silent too long {times}", new Guess("app-timeout-kill", 3.4, "nginx sees the connection close")),
        new("unicorn-timeout", "Unicorn killed a worker after its timeout ({limit} s) {times}", new Guess("app-timeout-kill", 3.6, "nginx sees the connection close")),
        new("puma-parse-error", "Puma got what is no HTTP {times}", new Guess("protocol-mismatch", 2.2, "nginx speaks another protocol to it")),
        new("apache-max-workers", "all of Apache's workers were busy {times}", new Guess("backlog-overflow", 2.8, "further connections wait in its queue")),
        new("apache-child-signal", "an Apache process crashed {times} ({name})", new Guess("upstream-crash", 3.2, "its request got no answer")),
        .. new[] { "apache-backend-unreachable", "apache-backend-silent", "apache-backend-failed" }.Select(id =>
            new PointingRow(id, "Apache could not get an answer from its own backend {times}", new Guess("upstream-returned-502", 3, "it answers with 502 or 503 itself"))),
    ];
}
