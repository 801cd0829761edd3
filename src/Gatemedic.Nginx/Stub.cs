namespace Gatemedic.Nginx;
public sealed record RoutedRequest(ServerBlock? Server, LocationBlock? Location, Pass? Pass);
public partial record ConfigModel { public RoutedRequest Route(Uri u) => new(Servers.FirstOrDefault(s => u is null),null,null); }
