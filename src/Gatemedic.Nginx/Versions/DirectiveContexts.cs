namespace Gatemedic.Nginx;

/// <summary>The kinds of block in which a directive may stand: the NGX_*_CONF flags of nginx's command tables.</summary>
[Flags]
public enum DirectiveContexts
{
    /// <summary>Nowhere, or inside a block of a third-party module.</summary>
    None = 0,

    /// <summary>Outside of every block.</summary>
    Main = 1,

    /// <summary>events {}</summary>
    Events = 1 << 1,

    /// <summary>http {}</summary>
    Http = 1 << 2,

    /// <summary>server {} in http {}</summary>
    Server = 1 << 3,

    /// <summary>location {}</summary>
    Location = 1 << 4,

    /// <summary>if {} in server {}</summary>
    IfInServer = 1 << 5,

    /// <summary>if {} in location {}</summary>
    IfInLocation = 1 << 6,

    /// <summary>limit_except {}</summary>
    LimitExcept = 1 << 7,

    /// <summary>upstream {} in http {}</summary>
    Upstream = 1 << 8,

    /// <summary>stream {}</summary>
    Stream = 1 << 9,

    /// <summary>server {} in stream {}</summary>
    StreamServer = 1 << 10,

    /// <summary>upstream {} in stream {}</summary>
    StreamUpstream = 1 << 11,

    /// <summary>mail {}</summary>
    Mail = 1 << 12,

    /// <summary>server {} in mail {}</summary>
    MailServer = 1 << 13,

    /// <summary>Everywhere: include.</summary>
    Any = (1 << 14) - 1,
}

/// <summary>How blocks lie in each other.</summary>
public static class DirectiveContextsExtensions
{
    private static readonly (string Block, DirectiveContexts Outer, DirectiveContexts Inner)[] Blocks =
    [
        ("events", DirectiveContexts.Main, DirectiveContexts.Events),
        ("http", DirectiveContexts.Main, DirectiveContexts.Http),
        ("stream", DirectiveContexts.Main, DirectiveContexts.Stream),
        ("mail", DirectiveContexts.Main, DirectiveContexts.Mail),
        ("server", DirectiveContexts.Http, DirectiveContexts.Server),
        ("server", DirectiveContexts.Stream, DirectiveContexts.StreamServer),
        ("server", DirectiveContexts.Mail, DirectiveContexts.MailServer),
        ("upstream", DirectiveContexts.Http, DirectiveContexts.Upstream),
        ("upstream", DirectiveContexts.Stream, DirectiveContexts.StreamUpstream),
        ("location", DirectiveContexts.Server | DirectiveContexts.Location, DirectiveContexts.Location),
        ("if", DirectiveContexts.Server | DirectiveContexts.IfInServer, DirectiveContexts.IfInServer),
        ("if", DirectiveContexts.Location | DirectiveContexts.IfInLocation, DirectiveContexts.IfInLocation),
        ("limit_except", DirectiveContexts.Location, DirectiveContexts.LimitExcept),
    ];

    private static readonly (string Word, DirectiveContexts Context)[] Words =
    [
        ("main", DirectiveContexts.Main),
        ("events", DirectiveContexts.Events),
        ("http", DirectiveContexts.Http),
        ("server", DirectiveContexts.Server),
        ("location", DirectiveContexts.Location),
        ("if-in-server", DirectiveContexts.IfInServer),
        ("if-in-location", DirectiveContexts.IfInLocation),
        ("limit_except", DirectiveContexts.LimitExcept),
        ("upstream", DirectiveContexts.Upstream),
        ("stream", DirectiveContexts.Stream),
        ("stream-server", DirectiveContexts.StreamServer),
        ("stream-upstream", DirectiveContexts.StreamUpstream),
        ("mail", DirectiveContexts.Mail),
        ("mail-server", DirectiveContexts.MailServer),
    ];

    /// <summary>The context inside a block that stands in this one; <see cref="DirectiveContexts.None"/> when nginx knows no such block there.</summary>
    /// <param name="context">One context, or several when it is not known which.</param>
    /// <param name="block">The block's directive: <c>server</c>.</param>
    public static DirectiveContexts Enter(this DirectiveContexts context, string block)
    {
        var inner = DirectiveContexts.None;
        foreach (var known in Blocks)
        {
            inner |= known.Block == block && (context & known.Outer) != 0 ? known.Inner : 0;
        }

        return inner;
    }

    /// <summary>All contexts that a block of this name can mean; <see cref="DirectiveContexts.Main"/> for null, none for a block that is not nginx's own.</summary>
    public static DirectiveContexts Inside(string? block) =>
        block is null ? DirectiveContexts.Main : DirectiveContexts.Any.Enter(block);

    /// <summary>The words of the table, for people: <c>http, server, if in location</c>.</summary>
    public static string Text(this DirectiveContexts contexts) => contexts == DirectiveContexts.Any
        ? "any block"
        : string.Join(", ", Words.Where(w => contexts.HasFlag(w.Context)).Select(w => w.Word.Replace('-', ' ')));

    /// <summary>The table's word: <c>if-in-location</c>.</summary>
    internal static DirectiveContexts Parse(string word) =>
        word == "any" ? DirectiveContexts.Any : Array.Find(Words, w => w.Word == word) is { Word: not null } known ? known.Context : throw new FormatException($"no context: {word}");
}
