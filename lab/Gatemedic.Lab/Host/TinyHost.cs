using System.Diagnostics;

namespace Gatemedic.Lab.Host;

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int Exit, string Output, string Errors)
{
    /// <summary>Both streams, for a person.</summary>
    public string Text => (Output + Errors).Trim();
}

/// <summary>A host of its own in mount, process, network and name namespaces; ends, with all that runs in it, when it is disposed or the lab dies.</summary>
internal sealed class TinyHost : ILabHost
{
    private static readonly string[] Environment =
        ["PATH=/mnt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "TERM=dumb"];

    private readonly Process unshare;
    private readonly string init;

    private TinyHost(Process unshare, string init) => (this.unshare, this.init) = (unshare, init);

    /// <inheritdoc/>
    public string Enter => $"nsenter -t {init} --mount --pid --net --uts -- bash";

    /// <summary>Boots one with host/ and apps/ of the lab directory and the program under test ("-": none).</summary>
    public static async Task<TinyHost> Boot(string lab, string program, CancellationToken cancel)
    {
        var unshare = Start("unshare", ["--mount", "--pid", "--fork", "--net", "--uts", "--mount-proc", "--kill-child",
            "bash", Path.Combine(lab, "host", "boot.sh"), lab, program]);
        if (await unshare.StandardOutput.ReadLineAsync(cancel) != "ready")
        {
            throw new InvalidOperationException($"no tiny host: {await unshare.StandardError.ReadToEndAsync(cancel)} (it needs root)");
        }

        return new TinyHost(unshare, (await File.ReadAllTextAsync($"/proc/{unshare.Id}/task/{unshare.Id}/children", cancel)).Trim());
    }

    /// <inheritdoc/>
    public async Task Write(string path, string text, CancellationToken cancel)
    {
        var inside = $"/proc/{init}/root{path}";
        Directory.CreateDirectory(Path.GetDirectoryName(inside)!);
        await File.WriteAllTextAsync(inside, text, cancel);
    }

    /// <inheritdoc/>
    public async Task<Outcome> Run(IEnumerable<string> command, int seconds, CancellationToken cancel)
    {
        using var process = Start("nsenter", ["-t", init, "--mount", "--pid", "--net", "--uts", "--", "env", "-i", .. Environment,
            "timeout", "-k", "2", $"{seconds}", .. command]);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new Outcome(process.ExitCode, await output, await errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its init reads this pipe: the end of it is the end of the host.
        unshare.StandardInput.Close();
        await unshare.WaitForExitAsync();
        unshare.Dispose();
    }

    private static Process Start(string file, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(file, arguments)
    {
        WorkingDirectory = "/",
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
