namespace Gatemedic.Nginx;

/// <summary>Walks a server for its *_pass directives, keeping the blocks around each.</summary>
internal sealed class PassScanner(ServerReader servers, PassReader passes)
{
    /// <summary>The *_pass directives of a server in file order.</summary>
    public IEnumerable<Pass> Read(ServerBlock server)
    {
        var found = new List<Pass>();
        Walk(new Site(server, null, [server.Parent, server.Directive]), found);
        return found;
    }

    private void Walk(Site site, List<Pass> found)
    {
        foreach (var child in site.Scope[^1].Children())
        {
            if (PassReader.IsPass(child))
            {
                found.Add(passes.Read(child, site));
            }
            else if (child is { Name: "location" or "if" or "limit_except", Block: not null })
            {
                var location = child.Name == "location" ? servers.LocationOf(child) : site.Location;
                Walk(site with { Location = location, Scope = site.Scope.Add(child) }, found);
            }
        }
    }
}
