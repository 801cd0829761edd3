namespace Gatemedic.Diagnosis;

/// <summary>Which application servers stand behind a peer.</summary>
public static class ApplicationServers
{
    /// <summary>The known servers among the owners of the listeners that take the target's connections, each with its process.</summary>
    public static IEnumerable<(ApplicationServer Server, HostProcess Process, Listener Listener)> ServersOf(this Target target) =>
        from endpoint in target.Endpoints
        from listener in target.ListenersOn(endpoint)
        let process = target.Scene.OwnerOf(listener)
        where process is not null
        let server = ApplicationServer.Of(process)
        where server is not null
        select (server, process, listener);
}
