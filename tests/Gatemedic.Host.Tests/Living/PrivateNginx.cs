using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

/// <summary>A real nginx of one test, in a directory of its own and on free ports.</summary>
internal sealed class PrivateNginx : IDisposable
{
    private readonly Process process;

    /// <param name="http">Inside http {}.</param>
    /// <param name="globals">-g; "daemon off;" is added.</param>
    /// <param name="wrapper">Program and arguments before nginx, for instance unshare -m.</param>
    public PrivateNginx(string http, string globals = "", params string[] wrapper)
    {
        Place.Write("conf/n.conf",
            $"user nobody nogroup; worker_processes 2; pid {Place / "n.pid"}; error_log {Place / "error.log"} info; events {{}}\n"
            + $"http {{ access_log {Place / "access.log"}; client_body_temp_path {Place / "body"}; {http.Replace("PLACE", Place.Root, StringComparison.Ordinal)} }}");
        string[] command = [.. wrapper, "/usr/sbin/nginx", "-p", Place.Root, "-c", "conf/n.conf", "-g", "daemon off; " + globals];
        process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
    }

    public TemporaryDirectory Place { get; } = new();

    public int Pid => process.Id;

    public static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The master as it is read, once it has all its workers and has said so in its log, the last that it writes without a request.</summary>
    public async Task<NginxMaster> MasterAsync(int workers = 2)
    {
        NginxMaster? master = null;
        await Eventually.True(() =>
        {
            Assert.False(process.HasExited, process.HasExited ? process.StandardError.ReadToEnd() : "");
            var masters = new MasterReader(new BuildReader()).ReadAsync(ProcessTable.Read(), default).GetAwaiter().GetResult();
            master = masters.Seen.FirstOrDefault(m => m.Pid == Pid);
            return master?.Workers.Length == workers && master.WorkerUser.Seen?.Uid != 0
                && File.ReadLines(Place / "error.log").Count(line => line.Contains("start worker process ", StringComparison.Ordinal)) == workers;
        });
        return master!;
    }

    public void Dispose()
    {
        // The workers outlive a killed master, so the whole tree goes.
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Place.Dispose();
    }
}
