using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Host;
using Gatemedic.Nginx;

namespace Gatemedic.Collecting;

/// <summary>One configuration to look at: where its files come from, and for which nginx it is judged.</summary>
/// <param name="Files">Its files.</param>
/// <param name="MainPath">Absolute path of the main file.</param>
/// <param name="Prefix">nginx's prefix.</param>
/// <param name="Version">The release it is judged for; null when neither an nginx nor --nginx-version says one.</param>
internal sealed record ConfigSource(IConfigFiles Files, string MainPath, string Prefix, NginxVersion? Version)
{
    /// <summary>Root of nginx's file system as we reach it.</summary>
    public string Root { get; init; } = "/";

    /// <summary>The nginx that would load it; null when it is not known, or judged for another.</summary>
    public NginxBuild? Build { get; init; }

    /// <summary>
    /// The configurations that the user means: the one named, that of standard input for "-", else each running master's, else the installed
    /// nginx's; empty when there is none.
    /// </summary>
    /// <exception cref="InvalidDataException">Standard input holds no configuration.</exception>
    public static async Task<ImmutableArray<ConfigSource>> OpenAsync(ConfigRequest request, CancellationToken cancellation)
    {
        if (request.Conf == "-")
        {
            return [FromStandardInput(request)];
        }

        var builds = new BuildReader();
        var finder = new InstanceFinder(builds, request.Conf, request.Prefix);

        // Who names the file and the version has said all that the host could tell; asking the host would cost more than reading the file.
        if (request is { Conf: not null, Version: not null })
        {
            return [From(finder.Named(null), request)];
        }

        var masters = await new MasterReader(builds).ReadAsync(ProcessTable.Read(), cancellation).ConfigureAwait(false);
        return [.. (await finder.FindAsync(masters.Or([]), cancellation).ConfigureAwait(false)).Select(p => From(p, request))];
    }

    private static ConfigSource FromStandardInput(ConfigRequest request)
    {
        using var input = Console.OpenStandardInput();
        var dump = ConfigDump.Read(input);
        return new ConfigSource(dump, dump.MainPath, request.Prefix ?? Path.GetDirectoryName(dump.MainPath) ?? "/", request.Version);
    }

    private static ConfigSource From(InstancePlan plan, ConfigRequest request) => new(
        VisitorConfigFiles.For(new DiskConfigFiles(plan.Root), plan.ConfPath),
        plan.ConfPath,
        plan.Prefix,
        request.Version ?? (NginxVersion.TryParse(plan.Master?.Version.Seen ?? plan.Build?.Version, out var version) ? version : null))
    {
        Root = plan.Root,
        Build = request.Version is null ? plan.Build : null,
    };
}
