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

    /// <summary>Has this call fail with an error; gives what the victim said.</summary>
    public static string Fail(string task, World world, SystemCall at, string error)
    {
        using var process = Start(task, world, "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + at.Name, "-e", at.Inject("error", error));
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return "";
    }

    /// <summary>Stops it just after this call is done, lets somebody act, and has it go on to its end.</summary>
    public static void Stop(string task, World world, SystemCall after, Action somebody)
    {
        using var process = Start(task, world, "-o", "/dev/null", "-e", "trace=" + after.Name, "-e", after.Inject("signal", "SIGSTOP"));
        var victim = 0;
        SpinWait.SpinUntil(() => process.HasExited || (victim = Child(process.Id)) != 0 && IsStopped(victim), TimeSpan.FromMinutes(1));
        Assert.False(process.HasExited, "it was never stopped");
        somebody();
        Shell.Run("/bin/kill", "-CONT", $"{victim}");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(string task, World world, params string[] options)
    {
        var start = new ProcessStartInfo("strace", [.. options, "-f", "dotnet", typeof(Victim).Assembly.Location, task, world.Root]);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    private static int Child(int pid) =>
        File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var child, ..] ? int.Parse(child, System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static bool IsStopped(int pid) => Path.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1][0] is 'T' or 't'
        && Directory.GetDirectories($"/proc/{pid}/task").All(t => File.ReadAllText($"{t}/stat").Split(") ")[1][0] is 'T' or 't');
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
