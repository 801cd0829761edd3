using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Lint;
using Gatemedic.Nginx;

namespace Gatemedic.Linting;

/// <summary>Finds what is to be linted: the files and directories that were named, else the nginx of this host.</summary>
internal sealed class LintReader(LintRequest request)
{
    /// <summary>For names that no resolver answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Every configuration, each with its nginx; empty when there is nothing to look at.</summary>
    /// <exception cref="IOException">A path that was named cannot be read.</exception>
    public async Task<ImmutableArray<LintInput>> ReadAsync(CancellationToken cancellation) =>
        !request.Paths.IsEmpty ? [.. request.Paths.SelectMany(FromPath)]
        : request.Config.Conf == "-" ? [.. (await ConfigSource.OpenAsync(request.Config, cancellation).ConfigureAwait(false)).Select(s => FromFile(s.MainPath, s.Files))]
        : request.Offline || request.Config.Conf is not null && request.Config.Version is not null
            ? [.. (await ConfigSource.OpenAsync(request.Config, cancellation).ConfigureAwait(false)).Select(s => Whole(s.Files, s.MainPath, s.Prefix, s.Version))]
            : await LiveAsync(cancellation).ConfigureAwait(false);

    /// <summary>The host's own nginx; its facts count only for the configuration that a running master has loaded.</summary>
    private async Task<ImmutableArray<LintInput>> LiveAsync(CancellationToken cancellation)
    {
        var look = new DiagnoseRequest { Conf = request.Config.Conf, Prefix = request.Config.Prefix, Since = "1s", Timeout = request.Timeout };
        var builds = new BuildReader();
        var scene = await new SceneReader(look, builds, TimeProvider.System).ReadAsync(cancellation).ConfigureAwait(false);
        scene = scene.Instances.Any(i => i.MasterPid is not null) ? await AskedAsync(scene, new HostWitness(builds), cancellation).ConfigureAwait(false) : scene;
        return
        [
            .. from instance in scene.Instances
               let files = instance.Configuration.Seen
               where files is not null
               select Whole(files, files.MainPath, files.Prefix, NginxVersion.TryParse(instance.Version.Seen, out var v) ? v : null, instance.MasterPid is null ? null : (scene, instance)),
        ];
    }

    /// <summary>What the survey asks and this host answers without a word to any application: what names resolve to, who may open a socket.</summary>
    private static async Task<Scene> AskedAsync(Scene scene, HostWitness witness, CancellationToken cancellation)
    {
        var questions = Survey.Questions(scene).Where(q => q is ResolveName or InspectSocketPath).Distinct().ToImmutableArray();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var answers = await witness.AnswerAsync(scene, questions, patience.Token).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return scene with { Answers = answers };
    }

    private IEnumerable<LintInput> FromPath(string path)
    {
        var full = Path.GetFullPath(path);
        var disk = new DiskConfigFiles("/");
        return Directory.Exists(full)
            ? DirectoryScanner.Find(full, disk).Select(main => FromFile(main, disk))
            : [FromFile(full, disk)];
    }

    private LintInput FromFile(string path, IConfigFiles files)
    {
        var tree = ConfigParser.Parse(files, path);
        if (tree is { Error: { Line: 0 } unreadable })
        {
            throw new IOException(unreadable.Message);
        }

        var blocks = request.Context.IsEmpty ? FragmentFiles.Guess(tree) : request.Context;
        if (blocks.IsEmpty)
        {
            return Whole(files, path, request.Config.Prefix ?? Path.GetDirectoryName(path)!, null);
        }

        var fragment = new FragmentFiles(files, path, blocks);
        return Of(fragment, fragment.MainPath, request.Config.Prefix ?? Path.GetDirectoryName(path)!, null, isFragment: true, null) with { MainPath = path };
    }

    private LintInput Whole(IConfigFiles files, string mainPath, string prefix, NginxVersion? version, (Scene Scene, NginxInstance Instance)? host = null) =>
        Of(files, mainPath, prefix, version, isFragment: false, host);

    private LintInput Of(IConfigFiles files, string mainPath, string prefix, NginxVersion? version, bool isFragment, (Scene Scene, NginxInstance Instance)? host)
    {
        var recording = new RecordingConfigFiles(files);
        var tree = ConfigParser.Parse(recording, mainPath);
        ConfigRefusal.TellUnread(recording, mainPath);
        var judged = request.Config.Version ?? version ?? DirectiveTable.Newest;
        var subject = new LintSubject(tree, ConfigModel.From(tree, prefix, version: judged))
        {
            Version = judged,
            IsFragment = isFragment,
            Host = host?.Scene,
            Instance = host?.Instance,
            Files = files,
        };
        return new LintInput(subject, files, mainPath, request.Config.Version is not null ? "--nginx-version" : version is not null ? "this host" : "the newest known, for nothing says another");
    }
}
