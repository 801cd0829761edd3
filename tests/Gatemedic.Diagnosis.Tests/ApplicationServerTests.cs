namespace Gatemedic.Diagnosis;

/// <summary>What a command line says of a server's patience; the numbers are those that the real servers showed.</summary>
public sealed class ApplicationServerTests
{
    [Theory]
    [InlineData("/usr/bin/python3 /usr/bin/gunicorn -b :80 app:app", "gunicorn", null, 30.0, null)]
    [InlineData("gunicorn -t 90 --keep-alive 5 app:app", "gunicorn", null, 90.0, null)]
    [InlineData("gunicorn --threads=4 --timeout 90 app:app", "gunicorn", 2.0, null, null)]
    [InlineData("gunicorn -k uvicorn.workers.UvicornWorker --keep-alive=65 --backlog 64 app:app", "gunicorn", 65.0, null, 64.0)]
    [InlineData("gunicorn -c conf.py app:app", "gunicorn", null, null, null)]
    [InlineData("gunicorn --config=conf.py -k gthread --keep-alive 9 app:app", "gunicorn", 9.0, null, null)]
    [InlineData("/usr/bin/python3 -m uvicorn app:app", "uvicorn", 5.0, null, null)]
    [InlineData("uvicorn --timeout-keep-alive 3 --timeout-keep-alive 7 app:app", "uvicorn", 7.0, null, null)]
    [InlineData("/usr/bin/node --inspect server.js", "node", 5.0, null, null)]
    [InlineData("uwsgi --http :80 --harakiri 20 --listen 64", "uwsgi", 0.0, 20.0, 64.0)]
    [InlineData("uwsgi-core --http :80 --http-keepalive", "uwsgi", 60.0, null, null)]
    [InlineData("uwsgi --http :80 --http-keepalive=3", "uwsgi", 3.0, null, null)]
    [InlineData("uwsgi --http11-socket :80", "uwsgi", 4.0, null, null)]
    [InlineData("uwsgi --socket :3031", "uwsgi", null, null, null)]
    [InlineData("uwsgi --http :80 --ini shop.ini", "uwsgi", null, null, null)]
    [InlineData("uwsgi /etc/uwsgi/shop.ini --http :80", "uwsgi", null, null, null)]
    public void Reads_idle_time_out_kill_time_and_backlog(string command, string name, double? idle, double? kill, double? backlog)
    {
        var server = ApplicationServer.Of(Process(command))!;
        Assert.Equal((name, idle, kill, backlog), (server.Name, server.Idle?.Number, server.Kill?.Number, server.Backlog?.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gunicorn: master [app:app]")]
    [InlineData("nginx: master process /usr/sbin/nginx")]
    [InlineData("vim gunicorn.conf.py")]
    [InlineData("tail -f /var/log/uvicorn.log")]
    [InlineData("--gunicorn")]
    public void Does_not_guess(string command) => Assert.Null(ApplicationServer.Of(Process(command)));

    private static HostProcess Process(string command) => new() { Pid = 1, Name = "x", Command = command, StartedAt = DateTimeOffset.UnixEpoch };
}
