using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>The files to which supervisor and PM2 write what their programs print: also of programs that no longer run.</summary>
internal static class ManagedLogs
{
    /// <summary>Two for a program, mostly.</summary>
    public static IEnumerable<FoundLog> Find(IEnumerable<ManagedProgram> programs) =>
        from program in programs
        from path in program.Logs
        select new FoundLog(path, path, program.Name, program.Pid == 0 ? [] : [program.Pid]);
}
