using System.Text;

namespace Gatemedic.Logs.Tests;

/// <summary>What real programs wrote when they were made to fail: php-fpm 8.2, gunicorn 20.1, uvicorn, uWSGI 2.0.21, Node.js 20, Apache 2.4, supervisor 4.</summary>
public sealed class WitnessCorpusTests
{
    [Theory]
    [InlineData("fpm.log", 0, "1 php php-fatal, 1 php php-memory-limit, 1 php php-time-limit, 1 php php-warning, 7 php-fpm fpm-child-signal, 33 php-fpm fpm-life, 1 php-fpm fpm-max-children, 4 php-fpm fpm-said, 7 php-fpm fpm-slow, 6 php-fpm fpm-terminated")]
    [InlineData("fpm-slow-access.log", 0, "4 php-fpm fpm-access, 7 php-fpm fpm-slow-trace")]
    [InlineData("gunicorn.log", 0, "2 gunicorn gunicorn-access, 2 gunicorn gunicorn-boot-error, 6 gunicorn gunicorn-in-use, 21 gunicorn gunicorn-life, 2 gunicorn gunicorn-listening, 1 gunicorn gunicorn-request-error, 1 gunicorn gunicorn-timeout, 2 gunicorn gunicorn-worker-signal")]
    [InlineData("uvicorn.log", 0, "2 uvicorn uvicorn-access, 1 uvicorn uvicorn-exception, 1 uvicorn uvicorn-in-use, 12 uvicorn uvicorn-life, 1 uvicorn uvicorn-listening, 1 uvicorn uvicorn-load-error")]
    [InlineData("uwsgi.log", 0, "1 python python-traceback, 41 uwsgi other, 1 uwsgi uwsgi-block-size, 3 uwsgi uwsgi-harakiri, 3 uwsgi uwsgi-harakiri-request, 10 uwsgi uwsgi-life, 2 uwsgi uwsgi-listening, 4 uwsgi uwsgi-queue-full, 2 uwsgi uwsgi-request, 1 uwsgi uwsgi-segfault, 5 uwsgi uwsgi-worker-died")]
    [InlineData("node.log", 3, "1 node node-heap, 1 node node-in-use, 1 node node-module-missing, 1 node node-refused, 2 node node-uncaught")]
    [InlineData("apache.log", 0, "4 apache apache-backend-failed, 4 apache apache-backend-silent, 4 apache apache-backend-unreachable, 1 apache apache-child-signal, 3 apache apache-life, 1 apache apache-max-workers")]
    [InlineData("supervisor.log", 1, "8 supervisor supervisor-exited, 2 supervisor supervisor-gave-up, 2 supervisor supervisor-killed, 21 supervisor supervisor-life, 2 supervisor supervisor-not-started, 1 supervisor supervisor-stopped")]
    public void Recognises_what_a_program_wrote(string name, int unknown, string signatures)
    {
        var found = Mixed.Corpus(name);
        Assert.Equal((signatures, unknown, 0), (found.Signatures, found.UnknownLines, found.Errors.Count + found.Accesses.Count));
    }

    [Fact]
    public void Finds_the_exception_at_the_end_of_a_trace()
    {
        var found = Mixed.Corpus("gunicorn.log").Witnesses.Single(w => w.Signature == "gunicorn-boot-error" && w.Line.Contains('\n'));
        Assert.Equal("ModuleNotFoundError: No module named 'nothing_here'", found.Fields["exception"]);
        Assert.InRange(found.Line.Length, 1800, NewestLines.LineLimit);
    }

    [Fact]
    public void Reads_damaged_and_spliced_lines_without_fail_and_counts_them_all()
    {
        var random = new Random(8);
        string[] names = ["fpm.log", "fpm-slow-access.log", "gunicorn.log", "uvicorn.log", "uwsgi.log", "node.log", "apache.log", "supervisor.log", "error.log", "access.log"];
        var lines = names.SelectMany(n => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", n), Encoding.Latin1).Split('\n')).ToArray();
        string[] wrappers = ["", "web-1 | ", "<190>Nov 21 06:26:10 host web: ", "{\"log\":\"", "{\"MESSAGE\":[1,2", "__CURSOR=", "MESSAGE\n\u0001\0\0\0\0\0\0\0", "2026-11-21T06:26:10.1Z stderr P ", "\u001b[31", "0|a | "];
        for (int round = 0; round < 60; round++)
        {
            var text = new StringBuilder();
            for (int line = 0; line < 300; line++)
            {
                string one = lines[random.Next(lines.Length)], other = lines[random.Next(lines.Length)];
                one = random.Next(3) == 0 ? one[..random.Next(one.Length + 1)] + other[random.Next(other.Length + 1)..] : one;
                char[] damaged = one.ToCharArray();
                for (int hits = random.Next(3); hits > 0 && damaged.Length > 0; hits--)
                {
                    damaged[random.Next(damaged.Length)] = (char)random.Next(256);
                }
                text.Append(wrappers[random.Next(wrappers.Length * 3) % 20 % wrappers.Length]).Append(damaged).Append('\n');
            }
            var found = Mixed.Read(text.ToString(), Logs.At("2026-11-27 12:00:00"));
            Assert.All(found.Witnesses, w => Assert.InRange(w.Line.Length, 0, 2 * NewestLines.LineLimit));
            Assert.InRange(found.Witnesses.Count + found.Errors.Count + found.Accesses.Count + found.UnknownLines, 1, text.ToString().Count(c => c == '\n'));
        }
    }

    [Fact]
    public void Stays_bounded_with_a_thousand_writers_who_never_finish()
    {
        var found = Mixed.Read(string.Concat(Enumerable.Range(0, 1000).Select(i => $"w{i} | Traceback (most recent call last):\nw{i} | {new string(' ', 5000)}x\n2026-11-21T06:26:10.1Z stderr P part {i}\n")));
        Assert.All(found.Witnesses, w => Assert.InRange(w.Line.Length, 1, NewestLines.LineLimit));
    }
}
