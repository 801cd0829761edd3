using System.Globalization;
using System.Text.RegularExpressions;

using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What ties a listener to the target that nginx cannot reach, and what sets it apart.</summary>
public static partial class Kinship
{
    // Words that name a kind of thing rather than one application.
    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "app", "apps", "application", "backend", "upstream", "server", "service", "proxy", "www", "web", "http", "https", "local", "localhost",
        "nginx", "conf", "config", "sites", "enabled", "available", "share", "public", "current",
        "com", "org", "net", "io", "dev", "test", "example", "html", "var", "srv", "usr", "bin", "opt", "home", "root", "tmp", "lib", "etc",
        "node", "python", "python3", "gunicorn", "uvicorn", "uwsgi", "php", "fpm", "java", "ruby", "default", "site", "main", "index", "js", "py",
    };

    /// <summary>All ties, in no order.</summary>
    public static IEnumerable<Tie> Ties(Target target, Listener listener, HostProcess? owner)
    {
        // Whoever publishes containers' ports gives them neighbouring numbers, and its own name and directory tell of no application.
        var isPublisher = owner.IsPublisher();
        if (!isPublisher && listener.Port > 0 && target.Address.Port > 0 && Spelling.IsOneSlipAway(Text(listener.Port), Text(target.Address.Port)))
        {
            yield return new Tie(Weigh.Slight, $"port {listener.Port} is one digit away from {target.Address.Port}");
        }

        if (owner is null)
        {
            yield break;
        }

        if (!isPublisher && SharedWord(target, $"{owner.Command} {owner.Directory} {owner.Unit}") is { } word)
        {
            yield return new Tie(Weigh.Strong, $"\"{word}\" is in both its command and nginx's configuration of this route");
        }

        if (MentionsPort(owner.Command, target.Address.Port))
        {
            yield return new Tie(Weigh.Moderate, $"its command mentions {target.Address.Port}");
        }

        if (target.LastAnswered() is { } answered && WhenSeen(target, owner, answered) is { } tie)
        {
            yield return tie;
        }
    }

    /// <summary>A word that names a kind of thing: sharing it ties nothing.</summary>
    internal static bool IsGeneric(string word) => Generic.Contains(word);

    /// <summary>It listens for containers, one process for each published port.</summary>
    public static bool IsPublisher(this HostProcess? owner) => owner is { Name: "docker-proxy" or "rootlessport" or "pasta" or "slirp4netns" };

    /// <summary>
    /// nginx cuts times down to the second: the answer lies somewhere in it, but not before nginx itself started. Within what is left
    /// of that second the order is not known.
    /// </summary>
    private static Tie? WhenSeen(Target target, HostProcess owner, DateTimeOffset answered)
    {
        var end = answered.AddSeconds(1);
        var start = target.Scene.MasterOf(target.Instance)?.StartedAt is { } begun && begun > answered && begun < end ? begun : answered;
        return owner.StartedAt < start ? new Tie(-Weigh.Decisive, $"it already ran when {target.Address} still answered ({answered:HH:mm:ss})")
            : owner.StartedAt >= end ? new Tie(Weigh.Moderate, $"it started after {target.Address} last answered")
            : null;
    }

    /// <summary>A word that nginx's configuration of the route shares with a text and that names no kind of thing; null when there is none.</summary>
    public static string? SharedWord(Target target, string text)
    {
        var own = Words(text);
        var places = target.Passes.Select(p => $"{p.Location?.Pattern} {p.Directive.File} {target.Instance.Model()?.Effective(p, "root").Text}");
        var wanted = Words($"{target.Upstream?.Name} {string.Join(' ', target.Passes.SelectMany(p => p.Server.Names))} {string.Join(' ', places)}");
        return wanted.FirstOrDefault(own.Contains);
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).Where(w => w.Length >= 3 && !Generic.Contains(w))];

    /// <summary>The port stands in a command as a number of its own.</summary>
    public static bool MentionsPort(string command, int port)
    {
        var number = Text(port);
        for (var at = command.IndexOf(number, StringComparison.Ordinal); port > 0 && at >= 0; at = command.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            var end = at + number.Length;
            if ((at == 0 || !char.IsDigit(command[at - 1])) && (end == command.Length || !char.IsDigit(command[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("[a-z][a-z0-9]+")]
    private static partial Regex Word();
}
