using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Every message of other programs that Gatemedic recognises.</summary>
public static class WitnessCatalog
{
    /// <summary>Signature of a message that nothing in the catalogue fits.</summary>
    public const string Other = "other";

    /// <summary>All, by program.</summary>
    public static ImmutableArray<WitnessSignature> All { get; } =
    [
        .. PhpFpm.All, .. Php.All, .. Gunicorn.All, .. Asgi.All, .. Uwsgi.All, .. Node.All, .. Python.All, .. Java.All, .. Go.All, .. Ruby.All,
        .. Apache.All, .. Docker.All, .. Systemd.All, .. Kernel.All, .. Audit.All, .. ProcessManagers.All,
    ];

    internal static ImmutableArray<SignaturePattern> Patterns { get; } =
        [.. All.SelectMany((w, i) => w.Signature.Forms.Select(form => new SignaturePattern(w.Signature, i, form)))];

    private static readonly FrozenDictionary<string, WitnessSignature> ById = All.ToFrozenDictionary(w => w.Signature.Id);

    private static readonly SignatureIndex Anywhere = new(Patterns.Where(p => All[p.Index].Anywhere));

    private static readonly FrozenDictionary<string, SignatureIndex> Own = Patterns.GroupBy(p => All[p.Index].Program)
        .ToFrozenDictionary(g => g.Key, g => new SignatureIndex(g));

    /// <summary>The signature with this id, or null.</summary>
    public static WitnessSignature? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The form of a message, of its own program before others; null when none fits.</summary>
    internal static SignaturePattern? Find(ReadOnlySpan<byte> message, string? program, Span<Range> holes) =>
        FindOwn(message, program, holes) ?? Anywhere.Find(message, holes);

    /// <summary>The form of a message among those of the program; null when none fits, or no program is known.</summary>
    internal static SignaturePattern? FindOwn(ReadOnlySpan<byte> message, string? program, Span<Range> holes) =>
        program is not null && Own.TryGetValue(program, out var index) ? index.Find(message, holes) : null;
}
