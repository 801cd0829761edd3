using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Has nginx look the name up again: once by a reload, or for good by what its version offers.</summary>
internal static class DnsStaleRemedy
{
    private static readonly NginxVersion ResolveForAll = new(1, 27, 3);

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target) => [Reload(target), ForGood(target)];

    private static Remedy Reload(Target target) => new()
    {
        Id = "reload-nginx",
        Title = $"Reload nginx: it then takes today's addresses of {target.Former!.Host}",
        Commands = target.Instance.ReloadCommands(target.Scene),
        Loads = true,
        Risk = Risk.Low,
        Automatic = true,
        Verify = $"no new line of the error log names {target.Address}, and the failing request answers",
        Undo = "nothing to undo: the configuration is the same",
    };

    private static Remedy ForGood(Target target)
    {
        var (name, server) = (target.Former!.Host, Server(target));
        var isNew = NginxVersion.TryParse(target.Instance.Version.Seen, out var version) && version >= ResolveForAll;
        var resolver = server is null ? "" : $"resolver {server} valid=30s; ";
        return target switch
        {
            { Upstream: { } block, Declared: { } line } when isNew => Of(
                target,
                $"Have nginx follow the name: {resolver}\"zone {block.Name} 64k;\" in the upstream block and \"resolve\" behind server {name}",
                server is null ? [] :
                [
                    ConfigEdit.Set(block.Directive, Statement.Of("zone", block.Name, "64k"), line),
                    ConfigEdit.Set(block.Directive, Statement.Of("resolver", server, "valid=30s"), line),
                    ConfigEdit.Replace(line, line.Name, line.Args.Add("resolve")),
                ]),
            { Upstream: null, Passes: [{ Uri: "", Protocol: Protocol.Http or Protocol.Https } pass] } => Of(
                target,
                $"Have nginx follow the name: {resolver}and a variable in {pass.Directive.Name} ({pass.Directive.Where})",
                server is null ? [] :
                [
                    .. PassEdits.Set(pass, Statement.Of("resolver", server, "valid=30s")),
                    ConfigEdit.Insert(Statement.Of("set", "$gatemedic_peer", name), Place.Before(pass.Directive)),
                    ConfigEdit.ReplaceArg(pass.Directive, 0, pass.Directive.Args[0].Replace(name, "$gatemedic_peer", StringComparison.OrdinalIgnoreCase)),
                ]),
            _ => Of(target, $"Have nginx follow the name: a resolver and a variable in the *_pass that leads to {name}, or, from nginx 1.27.3, \"resolve\" in an upstream block with a zone", []),
        };
    }

    private static Remedy Of(Target target, string title, ImmutableArray<ConfigEdit> edits) => new()
    {
        Id = "follow-name",
        Title = title,
        Edits = target.Instance.Plan(edits),
        Commands = target.Instance.ReloadCommands(target.Scene),
        Risk = Risk.Medium,
        Verify = "nginx -t succeeds, and after a change of the name requests reach its new address within the time that is valid",
        Undo = "put the old lines back and reload nginx",
    };

    private static string? Server(Target target) => target.Scene.MasterOf(target.Instance)?.NameServers is [var server, ..]
        ? server.Contains(':', StringComparison.Ordinal) ? $"[{server}]" : server
        : null;
}
