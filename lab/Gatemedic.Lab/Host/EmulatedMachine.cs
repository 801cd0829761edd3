using System.Diagnostics;

namespace Gatemedic.Lab.Host;

/// <summary>A whole emulated machine with a kernel of its own (lab/vm), woken from sleep for one scenario and spoken to by ssh.</summary>
internal sealed class EmulatedMachine : ILabHost
{
    // Emulated, everything takes about ten times as long.
    private const int Slowness = 10;

    private static readonly string Images = Environment.GetEnvironmentVariable("GATEMEDIC_LAB_IMAGES") ?? "/var/tmp/gatemedic-lab";

    private static readonly SemaphoreSlim Building = new(1);

    private readonly Process keeper;
    private readonly string[] door;

    private EmulatedMachine(Process keeper, string port)
    {
        this.keeper = keeper;
        door = ["-q", "-i", Path.Combine(Images, "key"), "-p", port, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "root@127.0.0.1"];
    }

    /// <inheritdoc/>
    public string Enter => "ssh " + string.Join(' ', door);

    /// <summary>Wakes one, building its image first where there is none (two minutes, once).</summary>
    /// <param name="lab">The lab directory.</param>
    /// <param name="program">The program under test; "-": none.</param>
    /// <param name="kind">vm-selinux or vm-apparmor.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task<EmulatedMachine> Wake(string lab, string program, string kind, CancellationToken cancel)
    {
        await Building.WaitAsync(cancel);
        try
        {
            var build = await Command.Run("bash", [Path.Combine(lab, "vm", "image.sh"), Images], "", cancel);
            if (build.Exit != 0)
            {
                throw new NotAsStagedException($"no image of the emulated machine: {build.Text} (it needs root, debootstrap, qemu-system-x86 and qemu-utils)");
            }
        }
        finally
        {
            Building.Release();
        }

        var keeper = Command.Start("bash", [Path.Combine(lab, "vm", "machine.sh"), "wake", Images, kind["vm-".Length..], lab, program]);
        return (await keeper.StandardOutput.ReadLineAsync(cancel))?.Split(' ') is ["ready", var port]
            ? new EmulatedMachine(keeper, port)
            : throw new NotAsStagedException($"the emulated machine does not wake: {await keeper.StandardError.ReadToEndAsync(cancel)}");
    }

    /// <inheritdoc/>
    public Task Write(string path, string text, CancellationToken cancel) =>
        Command.Run("ssh", [.. door, $"mkdir -p {Quote(Path.GetDirectoryName(path)!)} && cat > {Quote(path)}"], text, cancel);

    /// <inheritdoc/>
    public Task<Outcome> Run(IEnumerable<string> command, int seconds, CancellationToken cancel)
    {
        var words = string.Join(' ', command.Select(Quote));
        return Command.Run("ssh", [.. door, $"env -i PATH=/mnt/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb AWAIT_SECONDS={10 * Slowness} timeout -k 2 {seconds * Slowness} {words}"], "", cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its keeper reads this pipe, and ends the machine with it.
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private static string Quote(string word) => "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
