namespace Gatemedic.Nginx;

/// <content>The rewrite module: set, if, rewrite, return, break (ngx_http_rewrite_handler).</content>
internal sealed partial class Walk
{
    /// <summary>How one pass over the rewrite directives of a block stands (ngx_http_script_engine_t).</summary>
    private sealed class Script
    {
        /// <summary>Captures are escaped: from the start, until the first rewrite is over, and in a redirect.</summary>
        public bool Quote { get; set; } = true;

        /// <summary>An argument part was once written.</summary>
        public bool IsArgs { get; set; }

        /// <summary>The phase that ends the pass; null while it goes on.</summary>
        public Phase? End { get; set; }

        /// <summary>Break or the end of a rewrite's flag: nothing after it runs.</summary>
        public bool IsOver { get; set; }
    }

    private Phase Rewrite(ConfigBlock block, Phase next)
    {
        var script = new Script();
        Run(block, block.Settings, script);
        return script.End ?? next;
    }

    private void Run(ConfigBlock owner, IReadOnlyList<Directive> directives, Script script)
    {
        foreach (var directive in directives)
        {
            switch (directive.Name)
            {
                case "set" when directive.Args is [var name, var value]:
                    Set(directive, name[1..], value, script);
                    break;
                case "if" when directive.Block is not null:
                    If(owner, directive, script);
                    break;
                case "rewrite" when directive.Args.Length >= 2:
                    Rewrite(directive, script);
                    break;
                case "return" when directive.Args.Length > 0:
                    script.End = Return(directive);
                    break;
                case "break":
                    Step("rewrite", "break: the rewrites of this block end here", directive);
                    (state.ValidLocation, state.UriChanged) = (state.ValidLocation && !state.UriChanged, false);
                    script.IsOver = true;
                    break;
            }

            if (script.IsOver || script.End is not null)
            {
                return;
            }
        }
    }

    private void Set(Directive directive, string name, string word, Script script)
    {
        var value = variables.Expand(word, script.Quote || script.IsArgs ? Variables.Captures.Escaped : Variables.Captures.Plain);
        Step("set", $"${name} = \"{Shown(value.Text)}\"", directive);
        if (name.Equals("args", StringComparison.OrdinalIgnoreCase))
        {
            (state.Args, state.ValidUnparsedUri) = (value.Text, false);
            if (!value.IsKnown)
            {
                decisions.Note("$args", "set to " + Shown(value.Text));
            }
        }
        else
        {
            state.Variables[name] = value;
        }
    }

    private void If(ConfigBlock owner, Directive directive, Script script)
    {
        if (!IsTrue(directive, script))
        {
            return;
        }

        Step("if", $"true: {string.Join(' ', directive.Args)}", directive);
        var inner = owner.Condition(directive);
        if (owner.Directive.Name == "location")
        {
            // The block of the if is the location from here on, also for what follows the if.
            state.Block = inner;
            UpdateLocation();
        }

        Run(owner, inner.Settings, script);
    }

    private void Rewrite(Directive directive, Script script)
    {
        var (pattern, replacement) = (directive.Args[0], directive.Args[1]);
        if (!patterns.TryMatch(pattern, state.Uri, false, out var match))
        {
            decisions.Note($"rewrite {pattern}", "only PCRE reads this pattern, or it takes too long; taken as not matching");
            return;
        }

        if (match is null)
        {
            state.Captures = null;
            return;
        }

        state.Matched(match);
        var dropsArgs = replacement.EndsWith('?');
        replacement = dropsArgs ? replacement[..^1] : replacement;
        var flag = directive.Args is [_, _, var given, ..] ? given : "";
        var redirects = flag is "redirect" or "permanent"
            || replacement.StartsWith("http://", StringComparison.Ordinal) || replacement.StartsWith("https://", StringComparison.Ordinal)
            || replacement.StartsWith("$scheme", StringComparison.Ordinal);
        (state.IsInternal, state.ValidUnparsedUri) = (true, false);
        state.ValidLocation &= flag != "break";
        state.UriChanged = flag != "break";
        if (redirects)
        {
            Redirect(directive, replacement, dropsArgs, flag == "permanent" ? 301 : 302, script);
        }
        else
        {
            Change(directive, replacement, dropsArgs, script);
            script.IsOver = flag is "last" or "break";
        }
    }

    private void Redirect(Directive directive, string replacement, bool dropsArgs, int status, Script script)
    {
        var value = variables.Expand(replacement, Variables.Captures.Escaped);
        script.Quote = false;
        var location = Escaping.UnescapeRedirect(value.Text);
        if (!dropsArgs && state.Args.Length > 0)
        {
            location += (LiteralQuestion(replacement) >= 0 ? "&" : "?") + state.Args;
        }

        if (!value.IsKnown)
        {
            decisions.Note("where rewrite redirects to", "depends on " + string.Join(", ", value.Unknown.Distinct()));
        }

        script.End = Fail(status, "rewrite redirects the client", directive, location);
    }

    private void Change(Directive directive, string replacement, bool dropsArgs, Script script)
    {
        var question = LiteralQuestion(replacement);
        var path = variables.Expand(question < 0 ? replacement : replacement[..question], script.IsArgs ? Variables.Captures.Escaped : Variables.Captures.Plain);
        if (question >= 0)
        {
            script.IsArgs = true;
            var args = variables.Expand(replacement[(question + 1)..], Variables.Captures.Escaped);
            state.Args = args.Text + (!dropsArgs && state.Args.Length > 0 ? "&" + state.Args : "");
        }
        else if (dropsArgs)
        {
            state.Args = "";
        }

        script.Quote = false;
        if (!path.IsKnown)
        {
            script.End = Unknowable("the rewritten URI", path);
            return;
        }

        state.Uri = path.Text;
        Step("rewrite", $"the URI becomes {Shown(state.Uri)}{(state.Args.Length > 0 ? "?" + Shown(state.Args) : "")}", directive);
        if (state.Uri.Length == 0)
        {
            script.End = Fail(500, "the rewritten URI is empty", directive);
        }
    }

    /// <summary>The first '?' of a replacement outside of a variable's name.</summary>
    private static int LiteralQuestion(string replacement) => replacement.IndexOf('?', StringComparison.Ordinal);

    private Phase Return(Directive directive)
    {
        var words = directive.Args;
        var status = Number(words[0]);
        var text = status < 0 ? words[0] : words.Length > 1 ? words[1] : null;
        status = status < 0 ? 302 : status;
        if (status >= 400 && string.IsNullOrEmpty(text))
        {
            return Fail(status, "return", directive);
        }

        var value = variables.Expand(text ?? "");
        if (!value.IsKnown)
        {
            decisions.Note("the text of return", "depends on " + string.Join(", ", value.Unknown.Distinct()));
        }

        if (status is 301 or 302 or 303 or 307 or 308)
        {
            return Fail(status, "return", directive, value.Text);
        }

        Step("return", $"{Status(status)}{(value.Text.Length > 0 ? " with a text" : "")}", directive);
        return End(new RouteOutcome(RouteKind.Return, Status(status), null) { Body = Shown(value.Text) }, directive);
    }
}
