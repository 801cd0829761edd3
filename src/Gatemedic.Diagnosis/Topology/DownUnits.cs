using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A service that does not run and could be the application that a target is meant to reach.</summary>
/// <param name="Unit">The service.</param>
/// <param name="Tie">What ties it to the target.</param>
public sealed record DownUnit(ServiceUnit Unit, Tie Tie)
{
    /// <summary>"shop.service has failed (exit-code, status 1)", "shop.service is inactive".</summary>
    public string Text => Unit.Result is "" or "success"
        ? $"{Unit.Name} {State}"
        : $"{Unit.Name} {State} ({Unit.Result}{(Unit.ExitStatus == 0 ? "" : $", status {Unit.ExitStatus}")})";

    /// <summary>What starts it; where it failed, first what it said.</summary>
    public ImmutableArray<string> StartCommands => Unit switch
    {
        { ActiveState: "failed" or "activating" } => [$"journalctl -u {Unit.Name} -n 50 --no-pager", $"systemctl reset-failed {Unit.Name}", $"systemctl restart {Unit.Name}"],
        { FileState: "disabled" } => [$"systemctl enable --now {Unit.Name}"],
        _ => [$"systemctl start {Unit.Name}"],
    };

    private string State => Unit.ActiveState == "failed" ? "has failed" : "is " + Unit.ActiveState;
}

/// <summary>Finds the services that should be running for a target.</summary>
public static class DownUnits
{
    private static readonly string[] Down = ["failed", "inactive", "deactivating", "activating"];

    /// <summary>The most surely tied, failed before merely inactive.</summary>
    public static ImmutableArray<DownUnit> DownUnitsOf(this Target target)
    {
        // A container has services of its own, which are not seen.
        if (target.Scene.MasterOf(target.Instance) is { IsContained: true })
        {
            return [];
        }

        var tied = target.Scene.Units.Seen.OrEmpty()
            .Where(u => Down.Contains(u.ActiveState) && u.Name != "nginx.service")
            // What systemd runs once and then calls inactive serves no requests.
            .Where(u => u.Type != "oneshot")
            .Select(u => TieOf(target, u) is { } tie ? new DownUnit(u, tie) : null)
            .OfType<DownUnit>()
            .ToList();
        return [.. tied
            .Where(u => u.Tie.Weight == tied.Max(other => other.Tie.Weight))
            .OrderByDescending(u => u.Unit.ActiveState == "failed")
            .ThenBy(u => u.Unit.Name, StringComparer.Ordinal)];
    }

    private static Tie? TieOf(Target target, ServiceUnit unit)
    {
        if (target.Address.Path is { } path && unit.Command.Contains(path, StringComparison.Ordinal))
        {
            return new Tie(Weigh.Strong, $"its command names {path}");
        }

        if (Kinship.MentionsPort(unit.Command, target.Address.Port))
        {
            return new Tie(Weigh.Strong, $"its command names port {target.Address.Port}");
        }

        if (unit.Places is { } places
            && (Kinship.MentionsPort(places, target.Address.Port) || (target.Address.Path is { } socket && places.Contains(socket, StringComparison.Ordinal))))
        {
            return new Tie(Weigh.Strong, unit.Name.EndsWith(".socket", StringComparison.Ordinal) ? $"it listens on {places}" : $"its environment says {places}");
        }

        if (target.Protocol == Protocol.FastCgi && IsPhp(unit) && !IsOfOtherVersion(target, unit))
        {
            return new Tie(Weigh.Strong, "it is PHP-FPM, and nginx speaks FastCGI here");
        }

        return Kinship.SharedWord(target, $"{unit.Name} {unit.Command}") is { } word
            ? new Tie(unit.ActiveState == "failed" ? Weigh.Strong : Weigh.Moderate, $"\"{word}\" is in both its name or command and nginx's configuration of this route")
            : null;
    }

    private static bool IsPhp(ServiceUnit unit) =>
        unit.Name.StartsWith("php", StringComparison.Ordinal) && unit.Name.Contains("fpm", StringComparison.Ordinal);

    /// <summary>php8.1-fpm.service is not behind /run/php/php8.2-fpm.sock.</summary>
    private static bool IsOfOtherVersion(Target target, ServiceUnit unit)
    {
        var version = string.Concat(unit.Name.Skip(3).TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        return version.Length > 0 && target.Address.Path is { } path
            && path.Any(char.IsAsciiDigit) && !path.Contains(version, StringComparison.Ordinal);
    }
}
