namespace Gatemedic.Nginx;
public sealed record RoutedRequest(ServerBlock? Server, LocationBlock? Location, Pass? Pass);
public partial record ConfigModel {
 public RoutedRequest Route(Uri u) => new(null, null, null);
}
