using System.Collections.Frozen;

namespace Gatemedic.Diagnosis;

/// <summary>Where in a Scene's file a text stands.</summary>
/// <param name="Property">Name of its field, or of the array that it is in.</param>
/// <param name="Parent">Name of the field that holds the object.</param>
internal readonly record struct TextPlace(string Property, string Parent)
{
    // Fields whose words are Gatemedic's, nginx's or the kernel's own: they name nobody, and causes compare them.
    private static readonly FrozenSet<string> Closed = FrozenSet.Create(StringComparer.Ordinal,
        "$type", "schema", "signature", "level", "state", "kind", "outcome", "stage", "family", "protocol", "origin", "fileState", "activeState", "subState",
        "result", "restart", "restartPolicy", "spoken", "tool", "verdict", "hook", "neighbour", "selinux", "domain", "mode", "type", "action", "directive",
        "health", "manager", "scheme", "method", "version", "versions", "tlsVersions", "httpVersion", "cipher", "with", "netNs");

    /// <summary>What stands there is of a closed vocabulary.</summary>
    public bool IsVocabulary => Closed.Contains(Property) || (Property == "name" && Parent is "settings" or "booleans");

    /// <summary>It is a configuration file.</summary>
    public bool IsConfiguration => Property is "lines" or "base64";

    /// <summary>It is what a process was started with.</summary>
    public bool IsCommand => Property is "command" or "places" or "globalDirectives";

    /// <summary>It is the name of a host, or of what is asked for as if it were one.</summary>
    public bool IsHost => Property is "host" or "peer" or "serverName" || (Property == "name" && Parent is "question" or "offer");

    /// <summary>It names hosts among other things: an error line's server, a certificate's names.</summary>
    public bool MayBeHost => Property is "server" or "names" or "aliases";
}
