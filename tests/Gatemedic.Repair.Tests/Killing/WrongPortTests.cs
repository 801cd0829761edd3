namespace Gatemedic.Repair.Tests;

/// <summary>The published program repairs a real nginx that is told a wrong port, and is killed on the way.</summary>
public class WrongPortTests
{
    [NginxFact]
    public void The_program_killed_on_the_way_leaves_a_real_nginx_as_before_or_repaired()
    {
        var place = Directory.CreateTempSubdirectory("gm-real-");
        place.UnixFileMode |= (UnixFileMode)0x2d;
        Shell.Run(Repository.Path("gatemedic"), "--version");

        var script = Repository.Path("tests", "Gatemedic.Repair.Tests", "Killing", "wrong-port.sh");
        var said = Shell.Run("unshare", "-mnpf", "--mount-proc", "bash", script, Repository.Path("artifacts", "gatemedic", "gatemedic"), place.FullName, "1", "2", "4", "5").Trim().Split('\n');

        Assert.All(said[..^2], line => Assert.Contains(line, (string[])["killed: as before", "killed: repaired"]));
        Assert.Equal((4, "let live: repaired", "undone: as before"), (said.Length - 2, said[^2], said[^1]));
        place.Delete(recursive: true);
    }
}
