using System.Diagnostics;

namespace Gatemedic.Lab.Host;

/// <summary>A host of its own in mount, process, network and name namespaces; ends, with all that runs in it, when it is disposed or the lab dies.</summary>
internal sealed class TinyHost : ILabHost
{
    private static readonly string[] Environment =
        ["PATH=/mnt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "TERM=dumb"];

    private readonly Process unshare;
    private readonly string init;

    private TinyHost(Process unshare, string init) => (this.unshare, this.init) = (unshare, init);

    /// <inheritdoc/>
    public string Enter => $"nsenter -t {init} --mount --pid --net --uts --cgroup -- bash";

    /// <summary>Boots one with host/ and apps/ of the lab directory and the program under test ("-": none).</summary>
    /// <param name="lab">The lab directory.</param>
    /// <param name="program">The program.</param>
    /// <param name="withSystemd">Its first process is systemd.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task<TinyHost> Boot(string lab, string program, bool withSystemd, CancellationToken cancel)
    {
        var boot = withSystemd
            ? Command.Start("bash", [Path.Combine(lab, "host", "systemd.sh"), lab, program])
            : Command.Start("unshare", ["--mount", "--pid", "--fork", "--net", "--uts", "--mount-proc", "--kill-child", "bash", Path.Combine(lab, "host", "boot.sh"), lab, program]);
        return (await boot.StandardOutput.ReadLineAsync(cancel))?.Split(' ') switch
        {
            ["ready"] => new TinyHost(boot, (await File.ReadAllTextAsync($"/proc/{boot.Id}/task/{boot.Id}/children", cancel)).Trim()),
            ["ready", var first] => new TinyHost(boot, first),
            _ => throw new InvalidOperationException($"no tiny host: {await boot.StandardError.ReadToEndAsync(cancel)} (it needs root)"),
        };
    }

    /// <inheritdoc/>
    public async Task Write(string path, string text, CancellationToken cancel)
    {
        var inside = $"/proc/{init}/root{path}";
        Directory.CreateDirectory(Path.GetDirectoryName(inside)!);
        await File.WriteAllTextAsync(inside, text, cancel);
    }

    /// <inheritdoc/>
    public Task<Outcome> Run(IEnumerable<string> command, int seconds, CancellationToken cancel) =>
        Command.Run("nsenter", ["-t", init, "--mount", "--pid", "--net", "--uts", "--cgroup", "--", "env", "-i", .. Environment,
            "timeout", "-k", "2", $"{seconds}", .. command], "", cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its init reads this pipe: the end of it is the end of the host.
        unshare.StandardInput.Close();
        await unshare.WaitForExitAsync();
        unshare.Dispose();
    }
}
