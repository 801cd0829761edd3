using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gatemedic.Nginx.Tests.Routing.Differential;

/// <summary>A real nginx in one process over a configuration in a temporary directory.</summary>
internal sealed class LiveNginx : IDisposable
{
    private readonly Process process;

    /// <summary>Starts it and waits until it takes connections.</summary>
    public LiveNginx(string directory, string configuration, int port)
    {
        var path = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(path, configuration);
        process = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-p", directory, "-c", path, "-e", Path.Combine(directory, "error.log")])
        {
            RedirectStandardError = true,
        })!;
        for (var tries = 0; !Takes(port); tries++)
        {
            if (process.HasExited || tries == 400)
            {
                throw new InvalidOperationException($"nginx does not start: {process.StandardError.ReadToEnd()} {File.ReadAllText(Path.Combine(directory, "error.log"))}");
            }

            Thread.Sleep(25);
        }
    }

    /// <summary>It has not died.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>Ports on loopback that nothing uses now.</summary>
    public static int[] FreePorts(int count)
    {
        var held = Enumerable.Range(0, count).Select(_ =>
        {
            var listener = new TcpListener(IPAddress.Any, 0);
            listener.Start();
            return listener;
        }).ToList();
        var ports = held.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        held.ForEach(l => l.Dispose());
        return ports;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static bool Takes(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
