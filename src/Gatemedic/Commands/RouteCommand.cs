using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Collecting;
using Gatemedic.Host;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic route URL...</c>: the way a request takes through the configuration.</summary>
internal static class RouteCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new RouteOptions();
        var command = new Command("route", "Tell the way of a request: server, location, rewrites, upstream, and every value that holds for it");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(RouteOrder order, CancellationToken cancellation)
    {
        ImmutableArray<ConfigSource> sources;
        try
        {
            sources = await ConfigSource.OpenAsync(order.Configuration, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            return ConfigRefusal.NoneOnInput(e);
        }

        if (sources.IsEmpty)
        {
            return ConfigRefusal.NothingFound();
        }

        var routers = new List<(ConfigSource Source, RequestRouter Router)>();
        foreach (var source in sources)
        {
            var recording = new RecordingConfigFiles(source.Files);
            var tree = ConfigParser.Parse(recording, source.MainPath);
            ConfigRefusal.TellUnread(recording, source.MainPath);
            if (tree.Error is { } error)
            {
                return ConfigRefusal.Refused([error], source, source.Files);
            }

            IFileFacts files = order.LooksAtDisk ? new DiskFileFacts(source.Root) : new NoFileFacts();
            routers.Add((source, new RequestRouter(tree, new RouterSettings { Prefix = source.Prefix, Version = source.Version, Files = files })));
        }

        var code = ExitCode.Done;
        foreach (var url in Urls(order))
        {
            if (Request(url, order, out var fault) is not { } request)
            {
                Console.Error.WriteLine("gatemedic: " + SafeText.Clean(fault));
                code = ExitCode.Usage;
                continue;
            }

            var answers = routers.Select(r => (r.Source, Result: r.Router.Route(request))).ToList();
            var (chosen, result) = answers.Find(a => a.Result.Server is not null) is { Result: not null } found ? found : answers[0];
            Print(result, chosen, order);
        }

        return code;
    }

    private static IEnumerable<string> Urls(RouteOrder order)
    {
        foreach (var url in order.Urls)
        {
            if (url != "-")
            {
                yield return url;
                continue;
            }

            while (Console.In.ReadLine() is { } line)
            {
                if (line.Trim() is { Length: > 0 } given)
                {
                    yield return given;
                }
            }
        }
    }

    private static RouteRequest? Request(string url, RouteOrder order, out string fault)
    {
        if (RouteRequest.FromUrl(url, out fault) is not { } request)
        {
            return null;
        }

        var host = order.Headers.Any(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase));
        return request with
        {
            Method = order.Method,
            Headers = [.. host ? [] : request.Headers, .. order.Headers],
            From = order.From,
            Address = order.Listen?.Address ?? request.Address,
            Port = order.Listen is { Port: > 0 and var port } ? port : request.Port,
        };
    }

    private static void Print(RouteResult result, ConfigSource source, RouteOrder order)
    {
        if (order.IsJson)
        {
            using var output = Console.OpenStandardOutput();
            RouteJsonRenderer.Render(result, source.Version, output);
        }
        else
        {
            Terminal.Print(order.Configuration.NoColor, console => new RouteTextRenderer(console, source.MainPath, source.Version).Render(result));
        }
    }
}
