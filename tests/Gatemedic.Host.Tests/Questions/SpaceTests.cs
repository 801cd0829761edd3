using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class SpaceTests
{
    private const string Mounts =
        """
        22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
        30 22 0:25 / /var/lib rw - tmpfs tmpfs rw,size=1024k
        31 30 0:26 / /var/lib/nginx ro,nosuid - xfs /dev/sdb1 rw
        32 22 0:27 / /srv/with\040blank rw - btrfs /dev/sdc1 rw
        rubbish
        """;

    [Theory]
    [InlineData("/var/lib/nginx/body", "/var/lib/nginx", "xfs")]
    [InlineData("/var/lib/nginxes", "/var/lib", "tmpfs")]
    [InlineData("/srv/with blank", "/srv/with blank", "btrfs")]
    [InlineData("/etc", "/", "ext4")]
    public void Finds_the_mount_that_holds_a_path(string path, string point, string kind) =>
        Assert.Equal((point, kind), MountPoints.Holding(MountPoints.Read(Mounts), path) is { } mount ? (mount.Path, mount.FileSystem) : default);

    [Fact]
    public void Tells_room_and_rights_of_a_directory()
    {
        using var place = new TemporaryDirectory();
        place.Write("spool/file", "");
        File.SetUnixFileMode(place / "spool", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(place.Root, (UnixFileMode)0b111_101_101);
        var stranger = new UserIdentity("stranger", 54_321, 54_321, []);
        var root = new UserIdentity("root", 0, 0, []);
        SpaceFacts Look(string path, UserIdentity user) => SpaceReader.Read(new InspectSpace(path, user)).Seen!;
        var seen = Look(place / "spool", stranger);
        Assert.True(seen is { Exists: true, TotalBytes: > 0, FreeBytes: > 0 } && seen.FreeBytes <= seen.TotalBytes && seen.MountPoint.Length > 0, $"{seen}");
        Assert.Equal((false, true), (seen.WorkerMayWrite, Look(place / "spool", root).WorkerMayWrite));
        Assert.StartsWith($"{place / "spool"}, drwx------ ", seen.Obstacle, StringComparison.Ordinal);
        var missing = Look(place / "none/deep", root);
        Assert.Equal((false, place.Root, false), (missing.Exists, missing.Directory, missing.WorkerMayWrite));
    }

    [Fact]
    public void Knows_the_temporary_directories_that_are_compiled_in()
    {
        var debian = NginxBuild.Parse("/usr/sbin/nginx", "nginx version: nginx/1.22.1\nconfigure arguments: --prefix=/usr/share/nginx --http-proxy-temp-path=/var/lib/nginx/proxy --with-cc-opt='-g -O2'\n")!;
        Assert.Equal(
            ["client_body_temp_path /opt/n/client_body_temp", "proxy_temp_path /var/lib/nginx/proxy", "fastcgi_temp_path /opt/n/fastcgi_temp", "uwsgi_temp_path /opt/n/uwsgi_temp", "scgi_temp_path /opt/n/scgi_temp"],
            debian.TempPaths("/opt/n").Select(p => $"{p.Directive} {p.Path}"));
    }
}
