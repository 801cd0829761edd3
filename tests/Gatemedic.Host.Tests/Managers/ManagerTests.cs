using System.Text;

namespace Gatemedic.Host.Tests;

public sealed class ManagerTests
{
    // Of supervisor 4.2.5, shortened to the members that are read.
    private const string Answer =
        "HTTP/1.0 200 OK\r\nServer: Medusa/1.12\r\nContent-Type: text/xml\r\n\r\n<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><array><data>\n"
        + "<value><struct>\n<member>\n<name>name</name>\n<value><string>bad</string></value>\n</member>\n<member>\n<name>group</name>\n<value><string>web</string></value>\n</member>\n"
        + "<member>\n<name>start</name>\n<value><int>1795751401</int></value>\n</member>\n<member>\n<name>statename</name>\n<value><string>BACKOFF</string></value>\n</member>\n"
        + "<member>\n<name>spawnerr</name>\n<value><string>Exited too quickly &amp; often</string></value>\n</member>\n<member>\n<name>stderr_logfile</name>\n<value><string></string></value>\n</member>\n"
        + "<member>\n<name>stdout_logfile</name>\n<value><string>/var/log/bad.log</string></value>\n</member>\n<member>\n<name>pid</name>\n<value><int>0</int></value>\n</member>\n"
        + "</struct></value>\n</data></array></value>\n</param>\n</params>\n</methodResponse>\n";

    // Of PM2 7.0.4, shortened in the same way.
    private const string Pm2 =
        """
        j:{"args":[[{"pid":11850,"name":"web","pm2_env":{"name":"web","status":"online","restart_time":0,"pm_exec_path":"/srv/a.js","pm_cwd":"/srv","pm_out_log_path":"/h/web-out.log","exec_interpreter":"node","DB_PASSWORD":"x"}},
        {"pid":0,"name":"bad","pm2_env":{"name":"bad","status":"errored","restart_time":15,"exit_code":3,"pm_exec_path":"/srv/bad.js","args":["--token","abc"],"exec_interpreter":"none"}}]]}
        """;

    [Fact]
    public void Reads_the_programs_that_supervisor_tells()
    {
        var program = SupervisorReader.Program(Assert.Single(XmlRpc.Rows(Encoding.UTF8.GetBytes(Answer))), null);
        Assert.Equal(
            ("web:bad", "BACKOFF", 0, "Exited too quickly & often", "/var/log/bad.log", 1795751401L),
            (program.Name, program.State, program.Pid, program.Text, Assert.Single(program.Logs), program.ChangedAt!.Value.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.0 401 Unauthorized\r\n\r\n<html>")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><struct><name>&b;</name></struct>")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n\0<<<")]
    public void An_answer_that_is_none_has_no_programs(string answer) => Assert.Empty(XmlRpc.Rows(Encoding.UTF8.GetBytes(answer)));

    [Fact]
    public void Finds_the_socket_and_the_password_as_supervisor_does()
    {
        var files = new Dictionary<string, string>
        {
            ["/srv/s.conf"] = "; comment\n[unix_http_server]\nfile = %(here)s/s.sock ; where\nusername: u\npassword = p%%w\n[supervisord]\nfile=/no\n",
            ["/etc/supervisor/supervisord.conf"] = "[unix_http_server]\nfile=/var/run/supervisor.sock\n",
        };
        Assert.Equal(
            [new SupervisorConfig("/srv/s.sock", "u", "p%w"), new SupervisorConfig("/var/run/supervisor.sock", null, null), null],
            ((string[][])[["python3", "supervisord", "-c", "s.conf"], ["supervisord", "-n"], ["supervisord", "--configuration=/none"]])
                .Select(arguments => SupervisorConfig.Find(arguments, "/srv", files.GetValueOrDefault)));
    }

    [Fact]
    public void Reads_the_programs_that_PM2_tells_and_none_of_their_environment()
    {
        var programs = Pm2Reader.Programs(Encoding.UTF8.GetBytes(Pm2), "deploy");
        Assert.Equal(
            ["web online 11850 node /srv/a.js /srv 0", "bad errored 0 /srv/bad.js --token *** 15 3"],
            programs.Select(p => string.Join(' ', ((string?[])[p.Name, p.State, $"{p.Pid}", p.Command, p.Directory, $"{p.Restarts}", $"{p.ExitStatus}"]).Where(t => t is { Length: > 0 }))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("j:{}")]
    [InlineData("j:{\"args\":[]}")]
    [InlineData("j:{\"args\":[[{\"pid\":1}]]}")]
    [InlineData("j:[1")]
    public void A_daemon_that_says_something_else_has_no_programs(string answer) => Assert.Empty(Pm2Reader.Programs(Encoding.UTF8.GetBytes(answer), null));

    [Fact]
    public void A_frame_is_read_when_it_is_whole()
    {
        var frame = Amp.Frame("j:{}", "s:1");
        Assert.All(Enumerable.Range(0, frame.Length), length => Assert.Empty(Amp.Arguments(frame.AsMemory(0, length))));
        Assert.Equal(["j:{}", "s:1"], Amp.Arguments(frame).Select(a => Encoding.UTF8.GetString(a.Span)));
        Assert.Empty(Amp.Arguments(new byte[] { 0x12, 0xff, 0xff, 0xff, 0xff }));
    }
}
