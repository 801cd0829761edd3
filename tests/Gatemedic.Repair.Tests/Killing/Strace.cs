using System.Collections.Immutable;
using System.Diagnostics;

namespace Gatemedic.Repair.Tests;

/// <summary>Runs the victim under strace, which ends or stops it at a given system call.</summary>
internal static class Strace
{
    /// <summary>What it does, uninterrupted.</summary>
    public static ImmutableArray<SystemCall> Calls(string task, World world)
    {
        var trace = Path.GetTempFileName();
        using var process = Start(task, world, "--seccomp-bpf", "-y", "-o", trace, "-e", "trace=" + SystemCall.Traced);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        var calls = SystemCall.Read(trace, world.Root);
        File.Delete(trace);
        return calls;
    }

    /// <summary>Kills it just before this call is done. (With --seccomp-bpf strace 6.1 injects no signals.)</summary>
    public static void Kill(string task, World world, SystemCall at)
    {
        using var process = Start(task, world, "-o", "/dev/null", "-e", "trace=" + at.Name, "-e", at.Inject("signal", "SIGKILL"));
        process.WaitForExit();
        Assert.True(process.ExitCode == 128 + 9, $"not killed but {process.ExitCode}: {at}");
    }

    /// <summary>Has this call fail with an error; the victim ends by itself.</summary>
    public static void Fail(string task, World world, SystemCall at, string error)
    {
        using var process = Start(task, world, "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + at.Name, "-e", at.Inject("error", error));
        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 1, $"{process.ExitCode} after {error} instead of {at.Text}");
    }

    /// <summary>Stops it just after this call is done, lets somebody act, and has it go on to its end.</summary>
    public static void Stop(string task, World world, SystemCall after, Action somebody)
    {
        var trace = Path.GetTempFileName();
        using var process = Start(task, world, "-o", trace, "-e", "trace=" + after.Name, "-e", after.Inject("signal", "SIGSTOP"));
        SpinWait.SpinUntil(() => process.HasExited || File.ReadAllText(trace).Contains("--- stopped by SIGSTOP ---", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        Assert.False(process.HasExited, "it was never stopped");
        somebody();
        do
        {
            // One that comes while strace hands the stop on is lost.
            Shell.Run("/bin/sh", "-c", $"kill -CONT {File.ReadLines(trace).First().Split(' ')[0]} 2>/dev/null || true");
        }
        while (!process.WaitForExit(50));
        File.Delete(trace);
        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(string task, World world, params string[] options)
    {
        var start = new ProcessStartInfo("strace", [.. options, "-f", "dotnet", typeof(Victim).Assembly.Location, task, world.Root]);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }
}

/// <summary>A test that needs strace, and root's rights where it says so.</summary>
internal sealed class StraceFactAttribute : FactAttribute
{
    public StraceFactAttribute() => Skip = File.Exists("/usr/bin/strace") ? null : "strace is not installed";
}

/// <summary>Cases that need strace.</summary>
internal sealed class StraceTheoryAttribute : TheoryAttribute
{
    public StraceTheoryAttribute() => Skip = new StraceFactAttribute().Skip;
}
