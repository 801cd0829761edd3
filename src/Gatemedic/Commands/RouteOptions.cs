using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Gatemedic.Commands;

/// <summary>What the user asked of route.</summary>
/// <param name="Configuration">Which configuration.</param>
/// <param name="Urls">URLs in order; "-" for those on standard input.</param>
/// <param name="Method">--method.</param>
/// <param name="Headers">--header, in order; a Host among them replaces that of the URL.</param>
/// <param name="From">--from.</param>
/// <param name="Listen">--listen.</param>
/// <param name="LooksAtDisk">--disk.</param>
/// <param name="IsJson">--format json.</param>
internal sealed record RouteOrder(
    ConfigRequest Configuration,
    ImmutableArray<string> Urls,
    string Method,
    ImmutableArray<(string Name, string Value)> Headers,
    IPAddress? From,
    IPEndPoint? Listen,
    bool LooksAtDisk,
    bool IsJson);

/// <summary>The options of route.</summary>
internal sealed class RouteOptions
{
    private readonly Argument<string[]> _urls = new("URL") { Description = "http or https URLs; - reads them from standard input, one a line", HelpName = "URL...|-", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _method = new("--method") { Description = "the request's method", HelpName = "METHOD", DefaultValueFactory = _ => "GET" };
    private readonly Option<string[]> _headers = new("--header") { Description = "a header of the request, as 'Name: value'; repeatable", HelpName = "HEADER" };
    private readonly Option<string?> _from = new("--from") { Description = "the client's address, for allow, deny and geo", HelpName = "IP" };
    private readonly Option<string?> _listen = new("--listen") { Description = "the address that the client connects to (default: the one of the URL, else any with its port)", HelpName = "IP[:PORT]" };
    private readonly Option<bool> _disk = new("--disk") { Description = "look at this host's disk for try_files, index and files, also when --conf is given" };
    private readonly Option<string> _format = new("--format") { Description = "text, or json: one object a URL, each on one line", HelpName = "text|json", DefaultValueFactory = _ => "text" };
    private readonly ConfigOptions _configuration = new();

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        _format.AcceptOnlyFromAmong("text", "json");
        _from.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && !(IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text)))
            {
                r.AddError("--from takes an IP address such as 203.0.113.7");
            }
        });
        _listen.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && !IPEndPoint.TryParse(text, out _))
            {
                r.AddError("--listen takes an address such as 192.0.2.1, 192.0.2.1:8080 or [::1]:443");
            }
        });
        _headers.Validators.Add(r =>
        {
            if ((r.GetValueOrDefault<string[]>() ?? []).FirstOrDefault(h => h.IndexOf(':', StringComparison.Ordinal) <= 0 || h.Any(c => char.IsControl(c) && c != '\t')) is { } wrong)
            {
                r.AddError($"--header takes 'Name: value', not \"{wrong}\"");
            }
        });
        ConfigOptions.RefuseUnknownOptions(_urls);
        command.Arguments.Add(_urls);
        foreach (var option in (Option[])[_method, _headers, _from, _listen, _disk, _format])
        {
            command.Options.Add(option);
        }

        _configuration.AddTo(command);
    }

    /// <summary>What was given.</summary>
    public RouteOrder Read(ParseResult parsed)
    {
        var configuration = _configuration.Read(parsed);
        return new RouteOrder(
            configuration,
            [.. parsed.GetValue(_urls) ?? []],
            (parsed.GetValue(_method) ?? "GET").ToUpper(CultureInfo.InvariantCulture),
            [.. (parsed.GetValue(_headers) ?? []).Select(Header)],
            IPAddress.TryParse(parsed.GetValue(_from), out var from) ? from : null,
            parsed.GetValue(_listen) is { } listen ? IPEndPoint.Parse(listen) : null,
            parsed.GetValue(_disk) || configuration.Conf is null,
            parsed.GetValue(_format) == "json");
    }

    private static (string Name, string Value) Header(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return (text[..colon].Trim(), text[(colon + 1)..].Trim());
    }
}
