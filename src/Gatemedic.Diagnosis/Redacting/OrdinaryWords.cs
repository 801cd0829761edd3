using System.Collections.Frozen;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Words that name a kind of thing, not somebody's: they keep their place in texts even where a host is called by one.</summary>
internal static class OrdinaryWords
{
    // Programs, file endings, and the words of messages and units. What nginx's directives are made of comes on top.
    private static readonly string[] Own =
    [
        "apache", "apache2", "asgi", "audit", "bash", "caddy", "celery", "container", "containerd", "cron", "crond", "deno", "django", "docker", "dockerd", "dovecot",
        "envoy", "express", "fastapi", "flask", "golang", "grpc", "haproxy", "httpd", "initrc", "jetty", "journal", "kernel", "kestrel", "kubelet", "laravel", "mariadb",
        "master", "memcached", "mongo", "mongod", "mysql", "mysqld", "next", "nginx", "nodejs", "openresty", "passenger", "perl", "php", "podman", "postfix", "postgres",
        "postgresql", "pool", "proc", "process", "puma", "rails", "redis", "rocket", "sbin", "script", "shell", "snapd", "socket", "sock", "spring", "sshd", "supervisor",
        "supervisord", "symfony", "syslog", "system", "systemd", "timer", "tomcat", "traefik", "tornado", "unconfined", "unicorn", "unix", "unbound", "user", "users",
        "uvicorn", "varnish", "waitress", "werkzeug", "worker", "workers", "wsgi", "yarn", "api", "cdn", "cgi", "css", "csv", "dns", "exe", "gif", "htm", "ico", "ini", "jar",
        "jpg", "json", "log", "logs", "pem", "pid", "png", "run", "slice", "scope", "ssl", "svg", "tar", "tls", "txt", "war", "xml", "yaml", "yml", "zip", "cat", "data",
        "error", "errors", "failed", "active", "inactive", "dead", "running", "stopped", "started", "exited", "success", "signal", "timeout", "timed", "connection",
        "connect", "refused", "reset", "closed", "permission", "denied", "file", "directory", "found", "open", "read", "write", "request", "requests", "response", "client",
        "header", "headers", "body", "port", "address", "peer", "name", "names", "route", "link", "device", "network", "interface", "memory", "killed", "core", "segfault",
        "get", "head", "post", "put", "patch", "delete", "options", "trace", "remote",
        "addr", "arg", "args", "query", "string", "uri", "scheme", "hostname", "msec", "status", "bytes", "sent", "time", "iso8601", "realpath", "document", "the", "and", "for", "not", "with", "from", "while",
    ];

    private static readonly FrozenSet<string> All = Own
        .Concat(DirectiveTable.Names.SelectMany(n => n.Split('_')).Where(w => w.Length >= 3))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is one.</summary>
    public static bool Contains(string word) => All.Contains(word) || Kinship.IsGeneric(word);
}
