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

    /// <summary>What starts it.</summary>
    public ImmutableArray<Step> StartSteps => Steps.Start(Unit);

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
            .Where(u => IsDown(u) && u.Name != "nginx.service")
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

    /// <summary>It should run and does not.</summary>
    internal static bool IsDown(ServiceUnit unit) => Down.Contains(unit.ActiveState);

    /// <summary>What ties a service to the target; null when nothing does.</summary>
    internal static Tie? TieOf(Target target, ServiceUnit unit)
    {
        var named = TieOf(target, unit.Name, unit.Command, unit.Places, unit.ActiveState == "failed" || unit.SubState == "auto-restart");
        return named is not { Weight: >= Weigh.Strong } && target.Protocol == Protocol.FastCgi && IsPhp(unit) && !IsOfOtherVersion(target, unit)
            ? new Tie(Weigh.Strong, "it is PHP-FPM, and nginx speaks FastCGI here")
            : named;
    }

    /// <summary>What ties a program that does not run to the target; null when nothing does.</summary>
    /// <param name="target">What nginx cannot reach.</param>
    /// <param name="name">Of the program.</param>
    /// <param name="command">What it runs, and where.</param>
    /// <param name="places">Where it says that it listens; null when it does not.</param>
    /// <param name="isSure">It is in trouble, so that a name in common is no chance.</param>
    internal static Tie? TieOf(Target target, string name, string command, string? places, bool isSure)
    {
        if (target.Address.Path is { } path && command.Contains(path, StringComparison.Ordinal))
        {
            return new Tie(Weigh.Strong, $"its command names {path}");
        }

        if (Kinship.MentionsPort(command, target.Address.Port))
        {
            return new Tie(Weigh.Strong, $"its command names port {target.Address.Port}");
        }

        if (places is not null
            && (Kinship.MentionsPort(places, target.Address.Port) || (target.Address.Path is { } socket && places.Contains(socket, StringComparison.Ordinal))))
        {
            return new Tie(Weigh.Strong, name.EndsWith(".socket", StringComparison.Ordinal) ? $"it listens on {places}" : $"its environment says {places}");
        }

        return Kinship.SharedWord(target, $"{name} {command}") is { } word
            ? new Tie(isSure ? Weigh.Strong : Weigh.Moderate, $"\"{word}\" is in both its name or command and nginx's configuration of this route")
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
