using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Linting;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Explaining;

/// <summary>What a configuration, or a fragment of one, says about the peers that log lines name.</summary>
internal sealed class ConfigHints
{
    private const int MostPasses = 6;

    private static readonly string[] Telling = ["connect_timeout", "send_timeout", "read_timeout", "buffer_size", "next_upstream"];

    private readonly ConfigModel model;

    private ConfigHints(ConfigModel model) => this.model = model;

    /// <summary>The formats of its access logs.</summary>
    public ImmutableArray<AccessFormat> Formats =>
        [.. model.Logs.Select(l => l.Format).OfType<LogFormat>().DistinctBy(f => f.Text).Select(f => AccessFormat.Parse(f.Text, f.Escape))];

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConfigHints Read(string path)
    {
        var full = Path.GetFullPath(path);
        var files = new RecordingConfigFiles(new Host.DiskConfigFiles("/"));
        var tree = ConfigParser.Parse(files, full);
        if (tree is { Error: { Line: 0 } unreadable })
        {
            throw new IOException(unreadable.Message);
        }

        ConfigRefusal.TellUnread(files, full);
        var blocks = FragmentFiles.Guess(tree);
        var fragment = new FragmentFiles(files, full, blocks);
        tree = blocks.IsEmpty ? tree : ConfigParser.Parse(fragment, fragment.MainPath);
        return new ConfigHints(ConfigModel.From(tree, Path.GetDirectoryName(full)!));
    }

    /// <summary>The *_pass directives that lead to these peers.</summary>
    public ImmutableArray<FailingPass> PassesTo(IEnumerable<string> peers) =>
        [.. peers.SelectMany(peer => model.Passes.Where(p => LeadsTo(p, peer)).Select(p => Of(p, peer))).Take(MostPasses)];

    private static bool LeadsTo(Pass pass, string peer) =>
        Is(pass.Address, peer) || (pass.Upstream is { } group && (group.Name == peer || group.Servers.Any(s => Is(s.Address, peer))));

    // A name has become an address by the time it is logged; its port has stayed.
    private static bool Is(PeerAddress? address, string peer) =>
        address is not null && (address.ToString() == peer || (!address.IsUnix && !address.IsLiteral && peer.EndsWith($":{address.Port}", StringComparison.Ordinal)));

    private FailingPass Of(Pass pass, string peer)
    {
        var prefix = pass.Protocol.DirectivePrefix();
        ImmutableArray<EffectiveValue> values = [.. Telling.Select(d => model.Effective(pass, prefix + d))];
        return new FailingPass(peer, pass.Protocol.Text(), pass.Upstream?.Name, pass.Server.Names is [var name, ..] ? name : null, pass.Location?.Text,
            pass.Directive.File, pass.Directive.Line, pass.Protocol == Protocol.Stream ? [] : values);
    }
}

/// <summary>A *_pass directive that leads to a peer that fails.</summary>
/// <param name="Peer">As the log names it.</param>
/// <param name="Protocol">What nginx speaks to it.</param>
/// <param name="Upstream">Name of the upstream block, or null.</param>
/// <param name="Server">Name of the server around it.</param>
/// <param name="Location">Location around it.</param>
/// <param name="File">Where the directive stands.</param>
/// <param name="Line">1-based.</param>
/// <param name="Values">Time-outs and buffers that hold there.</param>
internal sealed record FailingPass(
    string Peer, string Protocol, string? Upstream, string? Server, string? Location, string File, int Line, ImmutableArray<EffectiveValue> Values);
