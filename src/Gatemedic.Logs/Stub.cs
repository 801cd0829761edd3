namespace Gatemedic.Logs;
public sealed record Signature(string Id, string Status);
public static class SignatureCatalog { public static Signature? Find(string id) => throw new NotImplementedException(); }
