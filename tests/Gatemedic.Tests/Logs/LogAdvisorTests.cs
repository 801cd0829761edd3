using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Nginx;
using Gatemedic.Reporting;

namespace Gatemedic;

public sealed class LogAdvisorTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extends_a_log_format_where_it_stands()
    {
        var advice = Assert.Single(Advice("log_format main '$remote_addr [$time_local] \"$request\" $status '\n                '$host $request_time';\n    access_log {0} main;"));
        Assert.Equal(
            $"the log format \"main\" of {_folder.At("access.log")} lacks $upstream_addr, $upstream_status, $upstream_connect_time, $upstream_header_time, $upstream_response_time, $connection",
            advice.What);
        Assert.Equal(
            """
            -                '$host $request_time';
            +                '$host $request_time' ' ua="$upstream_addr" us="$upstream_status" uct="$upstream_connect_time" uht="$upstream_header_time" urt="$upstream_response_time" conn="$connection" pid="$pid" id="$request_id"';
            """,
            Changes(advice));
    }

    [Fact]
    public void Adds_a_format_beside_access_log_where_the_built_in_one_is_used()
    {
        var advice = Assert.Single(Advice("access_log {0};"));
        Assert.StartsWith("the log format \"combined\" of", advice.What, StringComparison.Ordinal);
        var added = Changes(advice).Split('\n');
        Assert.StartsWith("+    log_format gateway '$remote_addr - $remote_user [$time_local] \"$request\" $status", added[1], StringComparison.Ordinal);
        Assert.Equal($"+    access_log {_folder.At("access.log")} gateway;", added[2]);
    }

    [Fact]
    public void Extends_json_inside_of_its_braces()
    {
        var advice = Assert.Single(Advice("log_format j escape=json '{\"time\":\"$time_iso8601\",\"status\":$status,\"host\":\"$host\"}';\n    access_log {0} j;"));
        Assert.Contains("\"host\":\"$host\",\"upstream_addr\":\"$upstream_addr\",\"upstream_status\":\"$upstream_status\"", Changes(advice), StringComparison.Ordinal);
        Assert.EndsWith("\"request_id\":\"$request_id\"}';", Changes(advice), StringComparison.Ordinal);
    }

    [Fact]
    public void Has_nothing_against_a_format_with_all_that_is_needed() => Assert.Empty(Advice(
        "log_format full '$status $server_name $upstream_addr $upstream_status $request_time $upstream_connect_time $upstream_header_time $upstream_response_time $connection';\n    access_log {0} full;"));

    [Fact]
    public void Wants_error_lines_to_be_kept()
    {
        var full = "log_format full '$status $host $upstream_addr $upstream_status $request_time $upstream_connect_time $upstream_header_time $upstream_response_time $connection';\n    access_log {0} full;\n    ";
        var muffled = Assert.Single(Advice(full + "error_log {1} crit;"));
        Assert.Equal($"-    error_log {_folder.At("error.log")} crit;\n+    error_log {_folder.At("error.log")} error;", Changes(muffled));
        var thrown = Assert.Single(Advice(full + "error_log /dev/null;"));
        Assert.Equal("-    error_log /dev/null;\n+    error_log /var/log/nginx/error.log;", Changes(thrown));
        var off = Assert.Single(Advice(full + "server { listen 80; access_log off; location /ping { access_log off; } }"));
        Assert.StartsWith("access_log is off for a whole server", off.What, StringComparison.Ordinal);
    }

    private static string Changes(LogAdvice advice) =>
        string.Join('\n', Assert.Single(advice.Edits).Diff.Split('\n').Where(l => l is ['-', not '-', ..] or ['+', not '+', ..]));

    /// <summary>The advice for a configuration whose http block holds this; {0} and {1} stand for the logs.</summary>
    private ImmutableArray<LogAdvice> Advice(string http)
    {
        var (access, error) = (_folder.At("access.log"), _folder.At("error.log"));
        var conf = _folder.Write("nginx.conf", $"events {{}}\nhttp {{\n    {http.Replace("{0}", access, StringComparison.Ordinal).Replace("{1}", error, StringComparison.Ordinal)}\n}}\n");
        var files = new DiskConfigFiles();
        var configuration = new LoggedConfiguration(files, conf, "/", ConfigModel.From(ConfigParser.Parse(files, conf), _folder.At("")));
        return LogAdvisor.Of([Taken(access), Taken(error)], [configuration]);
    }

    private static TakenLog Taken(string path)
    {
        var bytes = new Nothing();
        return new TakenLog(new WantedLog(path), new OpenedLog(bytes, default), new LogSource(path, LogDialect.Mixed, bytes), null);
    }

    private sealed class Nothing : ILogBytes
    {
        public long? Length => 0;

        public int Read(long offset, Span<byte> buffer) => 0;

        public void Dispose()
        {
        }
    }
}
