using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class UnitShowTests
{
    private static readonly BootClock Boot = new(DateTimeOffset.UnixEpoch);

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
            UnitShowParser.Parse(Recorded, Boot).AsEnumerable());

    [Fact]
    public void Reads_what_systemd_252_says_of_services_and_sockets_in_every_state() =>
        Assert.Equal(
            [
                "nginx.service forking active running success 0  enabled",
                "php8.2-fpm.service notify active running success 0  enabled",
                "api.service simple failed failed signal 9 PORT=3000 enabled",
                "act.service simple activating auto-restart exit-code 1  static",
                "act.socket  active listening success 0 127.0.0.1:8100 (Stream) /run/act.sock (Stream) enabled",
                "shop.service simple inactive dead success 0  disabled",
                "e2scrub_all.service oneshot inactive dead success 0  static",
            ],
            UnitShowParser.Parse(Debian12, Boot).Select(u => $"{u.Name} {u.Type} {u.ActiveState} {u.SubState} {u.Result} {u.ExitStatus} {u.Places} {u.FileState}"));

    [Fact]
    public void Takes_from_an_environment_only_what_says_where_it_listens() =>
        Assert.Equal(
            "PORT=3000 APP_BIND=0.0.0.0:80",
            Assert.Single(UnitShowParser.Parse("Id=a.service\nActiveState=active\nEnvironment=DB_PASSWORD=x PORT=3000 APP_BIND=0.0.0.0:80 REPORT=y", Boot)).Places);

    [Fact]
    public void Names_services_and_sockets_that_could_be_started_and_no_alias_mask_or_template()
    {
        using var place = new TemporaryDirectory();
        foreach (var name in new[] { "shop.service", "act.socket", "worker@.service", "systemd-x.service", "backup.timer" })
        {
            place.Write(name, "");
        }

        File.CreateSymbolicLink(place / "alias.service", place / "shop.service");
        File.CreateSymbolicLink(place / "masked.service", "/dev/null");
        File.CreateSymbolicLink(place / "linked.service", "/srv/linked/linked.service");
        Assert.Equal(["act.socket", "linked.service", "shop.service"], UnitFiles.Names([place.Root, "/no/such"]));
    }

    // systemctl show on Debian 12, recorded.
    private const string Debian12 =
        """
        Type=forking
        MainPID=1075
        Result=success
        NRestarts=0
        ExecMainStatus=0
        ExecStart={ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g daemon on; master_process on; ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
        Environment=
        Id=nginx.service
        ActiveState=active
        SubState=running
        FragmentPath=/lib/systemd/system/nginx.service
        UnitFileState=enabled

        Type=notify
        MainPID=46
        Result=success
        NRestarts=0
        ExecMainStatus=0
        ExecStart={ path=/usr/sbin/php-fpm8.2 ; argv[]=/usr/sbin/php-fpm8.2 --nodaemonize --fpm-config /etc/php/8.2/fpm/php-fpm.conf ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
        Environment=
        Id=php8.2-fpm.service
        ActiveState=active
        SubState=running
        FragmentPath=/lib/systemd/system/php8.2-fpm.service
        UnitFileState=enabled

        Type=simple
        MainPID=0
        Result=signal
        NRestarts=0
        ExecMainStatus=9
        ExecStart={ path=/usr/bin/python3 ; argv[]=/usr/bin/python3 /srv/api/server.py ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
        Environment=PORT=3000
        Id=api.service
        ActiveState=failed
        SubState=failed
        FragmentPath=/etc/systemd/system/api.service
        UnitFileState=enabled

        Type=simple
        MainPID=0
        Result=exit-code
        NRestarts=0
        ExecMainStatus=1
        ExecStart={ path=/bin/false ; argv[]=/bin/false ; ignore_errors=no ; start_time=[Sat 2026-11-21 08:05:55 UTC] ; stop_time=[Sat 2026-11-21 08:05:55 UTC] ; pid=2082 ; code=exited ; status=1 }
        Environment=
        Id=act.service
        ActiveState=activating
        SubState=auto-restart
        FragmentPath=/etc/systemd/system/act.service
        UnitFileState=static

        Listen=127.0.0.1:8100 (Stream)
        Listen=/run/act.sock (Stream)
        Result=success
        Environment=
        Id=act.socket
        ActiveState=active
        SubState=listening
        FragmentPath=/etc/systemd/system/act.socket
        UnitFileState=enabled

        Type=simple
        MainPID=0
        Result=success
        NRestarts=0
        ExecMainStatus=0
        ExecStart={ path=/usr/bin/gunicorn ; argv[]=/usr/bin/gunicorn --bind 127.0.0.1:8000 wsgi:app ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
        Environment=
        Id=shop.service
        ActiveState=inactive
        SubState=dead
        FragmentPath=/etc/systemd/system/shop.service
        UnitFileState=disabled

        Type=oneshot
        MainPID=0
        Result=success
        NRestarts=0
        ExecMainStatus=0
        ExecStart={ path=/sbin/e2scrub_all ; argv[]=/sbin/e2scrub_all ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
        Environment=SERVICE_MODE=1
        Id=e2scrub_all.service
        ActiveState=inactive
        SubState=dead
        FragmentPath=/lib/systemd/system/e2scrub_all.service
        UnitFileState=static

        Type=
        MainPID=0
        Result=success
        NRestarts=0
        ExecMainStatus=0
        Environment=
        LoadState=not-found
        Id=no-such.service
        ActiveState=inactive
        SubState=dead
        FragmentPath=
        UnitFileState=
        """;

    [Fact]
    public void Reads_limits_drop_ins_and_the_time_of_the_last_change()
    {
        var unit = Assert.Single(UnitShowParser.Parse(
            "Id=a.service\nActiveState=failed\nRestart=on-failure\nNeedDaemonReload=yes\nDropInPaths=/etc/a.d/1.conf /etc/a.d/2.conf\nStateChangeTimestampMonotonic=90500000\n"
            + "MemoryMax=83886080\nLimitNOFILE=524288\nLimitNOFILESoft=infinity", Boot));
        Assert.Equal(
            ("on-failure", true, 2, DateTimeOffset.UnixEpoch.AddSeconds(90.5), 80L << 20, 524_288L, null),
            (unit.Restart, unit.NeedsDaemonReload, unit.DropIns.Length, unit.ChangedAt, unit.MemoryMax, unit.FileLimit, unit.SoftFileLimit));
    }
}
