using Gatemedic.Nginx;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Tells the way of a request to a person: how it ends, the steps that lead there, the upstream, the values that matter, what is open.</summary>
/// <param name="console">Where to.</param>
/// <param name="mainPath">The main file: places are told as seen from its directory.</param>
/// <param name="version">The nginx whose defaults hold.</param>
internal sealed class RouteTextRenderer(IAnsiConsole console, string mainPath, NginxVersion? version)
{
    /// <summary>Defaults that are worth a line even when nobody set them, without the protocol's prefix.</summary>
    private static readonly HashSet<string> TellingDefaults =
    [
        "connect_timeout", "send_timeout", "read_timeout", "next_upstream", "http_version", "set_header", "buffering", "buffer_size", "request_buffering",
    ];

    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    private readonly string _directory = mainPath[..(mainPath.LastIndexOf('/') + 1)];

    /// <summary>Prints everything.</summary>
    public void Render(RouteResult result)
    {
        console.Write(new Paragraph().Append($"{result.Request.Method} {SafeText.Clean(result.Request.Url)}", Bold));
        console.WriteLine();
        Row("ends", Ending(result), null, Bold);
        if (result.Server is { } server)
        {
            Row("server", $"{Names(server)} on {RouteText.Listen(server.Listen)}", server.Directive);
        }

        if (result.Location is { } location)
        {
            Row("location", location.Text, location.Directive);
        }

        if (result.Steps.IsEmpty)
        {
            return;
        }

        Heading("the way");
        var number = 0;
        foreach (var step in result.Steps)
        {
            Row($"{++number,2} {step.Kind}", step.Text, step.Directive);
        }

        Upstream(result);
        Values(result);
        Undecided(result);
        console.WriteLine();
    }

    private static string Names(RouteServer server) =>
        server.Names.Any(n => n.Length > 0) ? string.Join(' ', server.Names.Take(4)) + (server.Names.Length > 4 ? " ..." : "") : "(no name)";

    private static string Ending(RouteResult result) => result.Outcome switch
    {
        { Kind: RouteKind.Proxy, Target: var target } => $"passed to {target}",
        { Kind: RouteKind.Static, Target: var path, Status: var status } => $"{(status is { } known ? known + " " : "")}the file {path}",
        { Kind: RouteKind.Undecided } => "only run time can tell",
        { Status: 408 or 444 or 499, Body: null } => "the connection is closed without an answer",
        { Status: { } status, Target: { } target } => $"{status} to {target}",
        { Status: { } status, Body: { Length: > 0 } body } => $"{status} with the text \"{body}\"",
        { Status: { } status, Reason: { } reason } => $"{status}: {reason}",
        { Status: { } status } => $"{status}",
        { Reason: var reason } => reason ?? "without an answer",
    };

    private void Upstream(RouteResult result)
    {
        if (result.Upstream is not { } upstream)
        {
            return;
        }

        Heading($"upstream {upstream.Name} ({upstream.Protocol.Text()})");
        if (upstream.RequestLine is { } line)
        {
            Row("gets", line + (upstream.Host is { } host ? $"; Host: {host}" : upstream.Protocol is Protocol.Http or Protocol.Https ? "; no Host" : ""), null);
        }

        if (upstream.Script is { } script)
        {
            Row("runs", script, null);
        }

        foreach (var peer in upstream.Peers)
        {
            Row(peer.State, $"{peer.Address} weight={peer.Weight} max_fails={peer.MaxFails} fail_timeout={peer.FailTimeout}", peer.Directive);
        }
    }

    private void Values(RouteResult result)
    {
        var prefix = result.Upstream?.Protocol.DirectivePrefix() ?? "";
        var told = result.Effective.Where(v => v.File is not null || v.Directive == "client_max_body_size"
            || (prefix.Length > 0 && v.Directive.StartsWith(prefix, StringComparison.Ordinal) && TellingDefaults.Contains(v.Directive[prefix.Length..]))).ToList();
        if (told.Count == 0 || result.Server is null)
        {
            return;
        }

        Heading($"values (others: {RouteText.Default(version)}; all in --format json)");
        foreach (var value in told)
        {
            Line($"  {value.Directive} {value.Text}", value.File is { } file ? Place(file, value.Line) : "default");
        }
    }

    private void Undecided(RouteResult result)
    {
        if (result.Undecided.IsEmpty)
        {
            return;
        }

        Heading("what run time decides");
        foreach (var open in result.Undecided)
        {
            var text = $"{open.What}: {open.Why}{(open.Assumed is { } assumed ? $". Here: {assumed}" : "")}{(open.Otherwise is { } otherwise ? $"; otherwise {otherwise}" : "")}";
            Grid("  -", new Text(SafeText.Clean(text)), 3);
        }
    }

    private void Heading(string text)
    {
        console.Write(new Text(SafeText.Clean(text), Bold));
        console.WriteLine();
    }

    private void Row(string label, string text, Directive? directive, Style? style = null)
    {
        var paragraph = new Paragraph().Append(SafeText.Clean(text), style ?? Style.Plain);
        if (directive is not null)
        {
            paragraph.Append($" [{SafeText.Clean(Place(directive.File, directive.Line))}]", Dim);
        }

        Grid("  " + label, paragraph, 15);
    }

    private void Line(string text, string place) =>
        Grid("  ", new Paragraph().Append(SafeText.Clean(text.Trim())).Append($" [{SafeText.Clean(place)}]", Dim), 2);

    private void Grid(string label, Spectre.Console.Rendering.IRenderable text, int width)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1).Width(width)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        console.Write(grid.AddRow(new Text(label), text));
    }

    private string Place(string file, int? line) =>
        $"{(file.StartsWith(_directory, StringComparison.Ordinal) ? file[_directory.Length..] : file)}:{line}";
}
