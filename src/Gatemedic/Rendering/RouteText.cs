using Gatemedic.Nginx;

namespace Gatemedic.Rendering;

/// <summary>Names of routes for people.</summary>
internal static class RouteText
{
    /// <summary>The server's first name, or its first listen address when it has none.</summary>
    public static string Server(Pass pass) =>
        pass.Server.Names.FirstOrDefault(n => n.Length > 0 && n != "_")
        ?? (pass.Server.Listens is [var listen, ..] ? listen.Port == 0 ? listen.Address : $"{listen.Address}:{listen.Port}" : "server");

    /// <summary>"shop.example /api".</summary>
    public static string Route(Pass pass) => pass.Location is { } location ? $"{Server(pass)} {location.Text}" : Server(pass);
}
