using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Finds out whether the host of a pass with variables is a name at run time, from the values that the configuration gives them.</summary>
internal sealed class VariableHosts(LintSubject subject)
{
    /// <summary>Starts of variables that come from the request and hold names.</summary>
    private static readonly string[] FromRequest = ["$host", "$http_host", "$arg_", "$ssl_preread_server_name", "$ssl_server_name"];

    /// <summary>A name that the host of this pass has or can have; null when it is always an address or a group, or nobody can tell.</summary>
    public string? NameOf(Pass pass)
    {
        if (pass.Upstream is not null)
        {
            return null;
        }

        if (pass.Address is { } address)
        {
            return Peers.IsName(address) && !IsImplicit(pass, address) ? address.Host : null;
        }

        var written = Authority(pass.Directive.Args[0]);
        var (start, end) = FirstVariable(written);
        if (start < 0 || HostEnd(written) <= start)
        {
            return null;
        }

        var (variable, rest) = (Name(written[start..end]), written[end..]);
        var values = Values(variable);
        return values.Count > 0 && !rest.Contains('$', StringComparison.Ordinal)
            ? values.Where(v => !v.Contains('$', StringComparison.Ordinal)).Select(v => Authority(written[..start] + v + rest)).FirstOrDefault(a => IsName(a, pass))
            : values.Count == 0 && (FromRequest.Any(f => f.EndsWith('_') ? variable.StartsWith(f, StringComparison.Ordinal) : variable == f) || IsDomain(rest)) ? written
            : null;
    }

    /// <summary>Another pass names the same host without a variable: nginx finds its implicit group and asks no resolver.</summary>
    private bool IsImplicit(Pass pass, PeerAddress address) => subject.Model.Passes.Any(p =>
        !p.HasVariables && p.Server.Kind == pass.Server.Kind && p.Address is { } other
        && other.Port == address.Port && other.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase));

    private bool IsName(string authority, Pass pass)
    {
        if (authority.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || authority.StartsWith('['))
        {
            return false;
        }

        var host = authority[..HostEnd(authority)];
        return host.Length > 0
            && !System.Net.IPAddress.TryParse(host, out _)
            && !(host.Length == authority.Length && subject.Model.Upstreams.Any(u => u.Kind == pass.Server.Kind && u.Name.Equals(host, StringComparison.OrdinalIgnoreCase)))
            && !subject.Model.Passes.Any(p => p is { HasVariables: false, Address: { } other } && other.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Everything that set and map give a variable.</summary>
    private List<string> Values(string variable) =>
    [
        .. subject.All("set").Where(s => s.Directive.Args is [var name, _] && name == variable).Select(s => s.Directive.Args[1]),
        .. subject.All("map").Where(m => m.Directive.Args is [_, var name] && name == variable)
            .SelectMany(m => m.Directive.Children()).Where(line => line.Args.Length == 1).Select(line => line.Args[0]),
    ];

    /// <summary>What stands between the scheme and the path.</summary>
    private static string Authority(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? target : target[(scheme + 3)..];
        var path = rest.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) ? -1 : rest.IndexOfAny(['/', '?']);
        return path < 0 ? rest : rest[..path];
    }

    private static int HostEnd(string authority) => authority.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : authority.Length;

    private static (int Start, int End) FirstVariable(string text)
    {
        var start = text.IndexOf('$', StringComparison.Ordinal);
        if (start < 0)
        {
            return (-1, -1);
        }

        if (start + 1 < text.Length && text[start + 1] == '{')
        {
            var close = text.IndexOf('}', start);
            return close < 0 ? (-1, -1) : (start, close + 1);
        }

        var end = start + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return (start, end);
    }

    private static string Name(string variable) => variable.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    /// <summary><c>.example.com</c> behind a variable makes it a name.</summary>
    private static bool IsDomain(string rest) => rest.Length > 1 && rest[0] == '.' && char.IsAsciiLetter(rest[1]);
}
