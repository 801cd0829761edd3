using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Every message that Gatemedic recognises in an nginx error log, by family.</summary>
public static class SignatureCatalog
{
    /// <summary>Signature of a message that nothing in the catalogue fits.</summary>
    public const string Other = "other";

    /// <summary>All signatures.</summary>
    public static ImmutableArray<Signature> All { get; } =
    [
        .. UpstreamCore.All, .. Sockets.All, .. ReadWrite.All, .. Tls.All, .. Proxy.All, .. FastCgiFamily.All, .. GrpcHttp2.All,
        .. Resolver.All, .. Requests.All, .. Limiters.All, .. Processes.All, .. Configuration.All, .. StreamModule.All,
    ];

    internal static SignaturePattern[] Patterns { get; } = Compile();

    internal static SignatureIndex Index { get; } = new(Patterns);

    private static readonly Dictionary<string, Signature> ById = All.ToDictionary(s => s.Id);

    /// <summary>The signature with this id, or null.</summary>
    public static Signature? Find(string id) => ById.GetValueOrDefault(id);

    private static SignaturePattern[] Compile()
    {
        var patterns = new List<SignaturePattern>();
        for (int i = 0; i < All.Length; i++)
        {
            foreach (string form in All[i].Forms)
            {
                patterns.Add(new SignaturePattern(All[i], i, form) { Number = patterns.Count });
            }
        }
        return [.. patterns];
    }
}
