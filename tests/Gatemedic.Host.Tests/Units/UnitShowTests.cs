using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class UnitShowTests
{
    private const string Recorded =
        """
        MainPID=0
        NRestarts=5
        ExecMainStatus=1
        ExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node server.js --token abc ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
        Id=api.service
        ActiveState=activating
        SubState=auto-restart
        FragmentPath=/etc/systemd/system/api.service
        Result=exit-code

        MainPID=812
        NRestarts=0
        ExecMainStatus=0
        ExecStart={ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g daemon on; master_process on; ; ignore_errors=no ; start_time=[n/a] }
        Id=nginx.service
        ActiveState=active
        SubState=running
        FragmentPath=/lib/systemd/system/nginx.service
        Result=success

        Id=gone.service
        ActiveState=inactive
        SubState=dead
        FragmentPath=
        MainPID=0

        garbage
        """;

    [Fact]
    public void Reads_the_services_of_recorded_output() =>
        Assert.Equal(
            new ServiceUnit[]
            {
                new()
                {
                    Name = "api.service", ActiveState = "activating", SubState = "auto-restart", Result = "exit-code", ExitStatus = 1,
                    Restarts = 5, Command = "/usr/bin/node server.js --token ***", FragmentPath = "/etc/systemd/system/api.service",
                },
                new ServiceUnit
                {
                    Name = "nginx.service", ActiveState = "active", SubState = "running", Result = "success", MainPid = 812,
                    Command = "/usr/sbin/nginx -g daemon on; master_process on;", FragmentPath = "/lib/systemd/system/nginx.service",
                },
                new ServiceUnit { Name = "gone.service", ActiveState = "inactive", SubState = "dead" },
            },
            UnitShowParser.Parse(Recorded).AsEnumerable());
}
