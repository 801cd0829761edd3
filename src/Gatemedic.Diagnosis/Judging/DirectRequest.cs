using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Commands with which a person asks a peer without nginx.</summary>
public static class DirectRequest
{
    /// <summary>A curl call for a path of an HTTP peer; empty for other protocols.</summary>
    /// <param name="target">The peer.</param>
    /// <param name="path">Comes from a log: only what a shell takes literally is pasted into a command, else "/" is asked for.</param>
    /// <param name="options">curl's options.</param>
    public static ImmutableArray<string> AskDirectly(this Target target, string path, string options)
    {
        var safe = path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') ? path : "/";
        var scheme = target.Protocol == Protocol.Https ? "https" : "http";
        return target.Protocol is not (Protocol.Http or Protocol.Https) ? []
            : target.Address.Path is { } socket ? [$"curl {options} --unix-socket {socket} {scheme}://localhost{safe}"]
            : [$"curl {options} {(scheme == "https" ? "-k " : "")}{scheme}://{(target.Endpoints.IsEmpty ? target.Address : target.Endpoints[0])}{safe}"];
    }
}
