using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of the Java virtual machine, Tomcat and Spring Boot.</summary>
internal static class Java
{
    private const string Who = "java";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "java-memory", "it used up its heap",
            ["java.lang.OutOfMemoryError: {text}", "Exception in thread \"{thread}\" java.lang.OutOfMemoryError: {text}", "Terminating due to java.lang.OutOfMemoryError: {text}"],
            Line("Exception in thread \"http-nio-8080-exec-3\" java.lang.OutOfMemoryError: Java heap space", "thread", "http-nio-8080-exec-3", "text", "Java heap space"),
            Line("java.lang.OutOfMemoryError: GC overhead limit exceeded\n\tat com.example.App.main(App.java:12)", "text", "GC overhead limit exceeded")),
        Row(Who, "java-in-use", "its address is taken",
            ["Web server failed to start. Port {port} was already in use.", "java.net.BindException: Address already in use{rest}", "Caused by: java.net.BindException: Address already in use{rest}"],
            Line("Web server failed to start. Port 8080 was already in use.", "port", "8080")),
        Row(Who, "java-fd-limit", "it is out of file descriptors",
            ["java.io.IOException: Too many open files", "java.net.SocketException: Too many open files{rest}"],
            Line("java.io.IOException: Too many open files")),
        Row(Who, "java-threads-busy", "all its threads are busy",
            [
                "Maximum number of threads ({limit}) created for connector with address [{address}] and port [{port}]",
                "All threads ({limit}) are currently busy, waiting. Increase maxThreads ({most}) or check the servlet status",
            ],
            Line("27-Nov-2026 00:39:01.962 INFO [http-nio-8080-exec-9] org.apache.tomcat.util.threads.LimitLatch.log Maximum number of threads (200) created"
                + " for connector with address [null] and port [8080]", "limit", "200", "address", "null", "port", "8080")),
        Row(Who, "java-start-failed", "the application does not start",
            ["APPLICATION FAILED TO START", "Application run failed", "Failed to initialize connector [{connector}]", "Failed to start component [{component}]"],
            Line("2026-11-27T00:39:01.962Z ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed")),
        Row(Who, "java-pool-exhausted", "its pool of database connections is used up",
            ["{pool} - Connection is not available, request timed out after {time}ms.", "{pool} - Connection is not available, request timed out after {time}ms {rest}"],
            Line("2026-11-27T00:39:01.962Z  WARN 1 --- [nio-8080-exec-1] com.zaxxer.hikari.pool.HikariPool        : HikariPool-1 - Connection is not available,"
                + " request timed out after 30000ms.", "pool", "HikariPool-1", "time", "30000")),
        Row(Who, "java-listening", "where it listens",
            [
                "Tomcat started on port(s): {port} (http) with context path '{path}'", "Tomcat started on port {port} (http) with context path '{path}'",
                "Netty started on port {port}", "Netty started on port(s): {port}",
            ],
            Line("2026-11-27T00:39:01.962Z  INFO 1 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port 8081 (http) with context path '/'",
                "port", "8081", "path", "/")) with { Usual = true },
        Row(Who, "java-exception", "an exception that nobody caught", ["Exception in thread \"{thread}\" {error}: {text}"],
            Line("Exception in thread \"main\" java.lang.IllegalStateException: no\n\tat com.example.App.main(App.java:12)\nCaused by: java.io.IOException: gone\n\t... 3 more",
                "thread", "main", "error", "java.lang.IllegalStateException", "text", "no")),
        Own(Who, "java-trace", "an exception of the application", ["{error}: {text}"],
            Line("java.lang.IllegalStateException: no\n\tat com.example.App.main(App.java:12)", "error", "java.lang.IllegalStateException", "text", "no")),
    ];
}
