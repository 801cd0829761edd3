using System.Collections.Immutable;
namespace Gatemedic.Nginx;
public sealed record RoutedRequest(ServerBlock? Server, LocationBlock? Location, Pass? Pass);
public partial record ConfigModel {
 public static ConfigModel From(ConfigTree t, string p, string? e=null, string? a=null) => throw new NotImplementedException();
 public EffectiveValue Effective(Pass p, string d) => throw new NotImplementedException();
 public ImmutableArray<EffectiveValue> EffectiveAll(Pass p, string d) => throw new NotImplementedException();
 public RoutedRequest Route(Uri u) => throw new NotImplementedException();
}
