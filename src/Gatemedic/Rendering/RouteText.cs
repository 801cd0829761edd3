using Gatemedic.Nginx;

namespace Gatemedic.Rendering;

/// <summary>Names of routes for people.</summary>
internal static class RouteText
{
    /// <summary>The server's first name, or its first listen address when it has none.</summary>
    public static string Server(Pass pass) =>
        pass.Server.Names.FirstOrDefault(n => n.Length > 0 && n != "_")
        ?? (pass.Server.Listens is [var listen, ..] ? listen.Port == 0 ? listen.Address : $"{listen.Address}:{listen.Port}" : "server");

    /// <summary>A listening address: "*:80", "127.0.0.1:443 ssl".</summary>
    public static string Listen(Listen listen) => (listen.Port == 0 ? listen.Address : $"{listen.Address}:{listen.Port}") + (listen.Ssl ? " ssl" : "");

    /// <summary>Where a value comes from that no directive sets.</summary>
    public static string Default(NginxVersion? version) => version is { } known ? $"nginx default ({known})" : "nginx default";

    /// <summary>"shop.example /api".</summary>
    public static string Route(Pass pass) => pass.Location is { } location ? $"{Server(pass)} {location.Text}" : Server(pass);
}
