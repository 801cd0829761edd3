namespace Gatemedic.Nginx.Tests.Versions;

/// <summary>One statement in one kind of block.</summary>
/// <param name="Context">Exactly one.</param>
/// <param name="Text">The statement, which may reach over lines.</param>
/// <param name="Row">What the table says of the directive there; null where it is not allowed.</param>
internal sealed record DirectiveCase(DirectiveContexts Context, string Text, DirectiveRow? Row);

/// <summary>Every directive in every block with numbers of arguments from 0 to 5 and values that fit or not.</summary>
internal static class DirectiveCases
{
    /// <summary>Words that some kind of value takes and others refuse.</summary>
    private static readonly string[] Words =
        ["on", "OFF", "1", "0", "00512", "10k", "2g", "5s", "1ms", "1y", "1h 30m", "30m1h", "1s5", "-1", "9223372036854775808", "\"\"", "nope", "user:rw", "$uri", "${x", "a$", "$1b"];

    /// <summary>The one context that each flag names.</summary>
    public static IEnumerable<DirectiveContexts> Contexts { get; } = Enumerable.Range(0, 14).Select(bit => (DirectiveContexts)(1 << bit))
        .Where(c => NginxJudge.Has("stream") || (c & (DirectiveContexts.Stream | DirectiveContexts.StreamServer | DirectiveContexts.StreamUpstream)) == 0)
        .Where(c => NginxJudge.Has("mail") || (c & (DirectiveContexts.Mail | DirectiveContexts.MailServer)) == 0);

    public static IEnumerable<DirectiveCase> All()
    {
        // These act on the file system, or end the judge's own set-up.
        foreach (var name in DirectiveTable.Names.Except(["include", "load_module", "pid"]).Append("no_such_directive").Append("proxy_pas"))
        {
            foreach (var context in Contexts)
            {
                var row = DirectiveTable.Find(name, context, NginxJudge.Version);
                foreach (var text in row is null ? [$"{name} 1;", $"{name} 1 {{ }}", $"{name};"] : Of(row).Distinct())
                {
                    yield return new DirectiveCase(context, text, row);
                }
            }
        }
    }

    /// <summary>A whole configuration around the statement.</summary>
    /// <param name="test">The case.</param>
    /// <param name="socket">A path to listen on.</param>
    public static string Configuration(DirectiveCase test, string socket)
    {
        var it = "\n" + test.Text + "\n";
        var listen = $"listen unix:{socket};";
        string Http(string inner) => $"http {{ {inner} }}";
        string Server(string inner) => Http($"server {{ {inner} {(test.Text.StartsWith("listen", StringComparison.Ordinal) ? "" : listen)} }}");
        string Main(string inner) => $"{NginxJudge.LoadModules}pid p; {inner} {(test.Context == DirectiveContexts.Events || test.Text.StartsWith("events", StringComparison.Ordinal) ? "" : "events { }")}\n";
        return Main(test.Context switch
        {
            DirectiveContexts.Main => it,
            DirectiveContexts.Events => $"events {{ {it} }}",
            DirectiveContexts.Http => Http(it),
            DirectiveContexts.Server => Server(it),
            DirectiveContexts.Location => Server($"location / {{ {it} }}"),
            DirectiveContexts.IfInServer => Server($"if ($uri) {{ {it} }}"),
            DirectiveContexts.IfInLocation => Server($"location / {{ if ($uri) {{ {it} }} }}"),
            DirectiveContexts.LimitExcept => Server($"location / {{ limit_except GET {{ {it} }} }}"),
            DirectiveContexts.Upstream => Http($"upstream u {{ server 127.0.0.1; {it} }}"),
            DirectiveContexts.Stream => $"stream {{ {it} }}",
            DirectiveContexts.StreamServer => $"stream {{ server {{ {it} {listen} return x; }} }}",
            DirectiveContexts.StreamUpstream => $"stream {{ upstream u {{ server 127.0.0.1:1; {it} }} }}",
            DirectiveContexts.Mail => $"mail {{ {it} }}",
            DirectiveContexts.MailServer => $"mail {{ auth_http 127.0.0.1; server {{ {it} {listen} protocol pop3; }} }}",
            _ => throw new ArgumentException("one context", nameof(test)),
        });
    }

    private static IEnumerable<string> Of(DirectiveRow row)
    {
        var fitting = Fitting(row.Value);
        for (var count = 0; count <= 8; count++)
        {
            yield return Statement(row, Enumerable.Repeat(fitting, count), row.IsBlock);
        }

        var allowed = Enumerable.Range(0, 9).First(row.Arguments.Allows);
        yield return Statement(row, Enumerable.Repeat(fitting, allowed), !row.IsBlock);
        yield return Statement(row, Enumerable.Repeat(fitting, allowed), row.IsBlock).Replace(" ", "\n ", StringComparison.Ordinal);
        yield return Statement(row, Enumerable.Repeat(fitting, allowed), row.IsBlock) + "\n" + Statement(row, Enumerable.Repeat(fitting, allowed), row.IsBlock);
        foreach (var count in Enumerable.Range(1, 4).Where(row.Arguments.Allows))
        {
            foreach (var word in Words.Concat(row.Value.Words).Concat(row.Value.Words.Select(w => w.ToUpperInvariant())))
            {
                yield return Statement(row, Enumerable.Repeat(word, count), row.IsBlock);
                yield return Statement(row, Enumerable.Repeat(fitting, count - 1).Append(word), row.IsBlock);
            }
        }
    }

    private static string Fitting(ValueForm value) => value.Kind switch
    {
        ValueKind.Flag => "on",
        ValueKind.Enumeration or ValueKind.Mask => value.Words[0],
        ValueKind.Access => "all:r",
        ValueKind.Number when value.Check.Split("..") is [var low, _] => low,
        ValueKind.Size when value.Check.Length > 0 => "1k",
        ValueKind.Path or ValueKind.String or ValueKind.List => "x",
        _ => "1",
    };

    private static string Statement(DirectiveRow row, IEnumerable<string> words, bool block) =>
        string.Join(' ', words.Prepend(row.Name)) + (block ? " { }" : ";");
}
