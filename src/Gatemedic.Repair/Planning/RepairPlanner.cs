using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>Plans what is done about a finding: reads the files that would change, and says what stands in the way.</summary>
/// <param name="scene">What was seen.</param>
/// <param name="choice">Which remedies count.</param>
public sealed class RepairPlanner(Scene scene, RepairChoice choice)
{
    // Below it, a person decides.
    private const double SureEnough = 0.7;

    /// <summary>The plan; one that cannot be carried out says why.</summary>
    public RepairPlan Plan(Finding finding)
    {
        if (choice.Of(finding) is not { } remedy)
        {
            return new RepairPlan { Finding = finding, Obstacles = [choice.WhyNone(finding)] };
        }

        var obstacles = new List<string>();
        if (finding.Confidence < SureEnough && choice.Wanted is null)
        {
            obstacles.Add($"it is only {finding.Confidence * 100:0} % sure; name the remedy to have it done all the same: --remedy {remedy.Id}");
        }

        ImmutableArray<PlannedFile> files = [.. ConfigFiles(finding, remedy, obstacles), .. HostFiles(remedy, obstacles)];
        foreach (var file in files)
        {
            if (FileOwners.Of(file.RealPath, file.Before) is { } owner)
            {
                obstacles.Add($"{file.Path} is written by {owner}, which would undo the edit; make the change there (--export patch)");
            }
        }

        var control = NginxControl.Of(finding.Instance, scene);
        return new RepairPlan
        {
            Finding = finding,
            Remedy = remedy,
            Files = files,
            Load = remedy.Loads || !remedy.Edits.IsEmpty ? new LoadOperation(control.Test, control.Reload, finding.Instance.MasterPid, scene.TestOf(finding.Instance) is { Loads: false }) : null,
            Failing = ReplayPlanner.Failing(finding, scene),
            Control = ReplayPlanner.Control(finding, scene),
            Obstacles = [.. obstacles],
            Notes = [.. Notes(finding, remedy, files)],
        };
    }

    private IEnumerable<PlannedFile> ConfigFiles(Finding finding, Remedy remedy, List<string> obstacles)
    {
        if (remedy.Edits.IsEmpty)
        {
            yield break;
        }

        var master = scene.MasterOf(finding.Instance);
        if (master is { IsContained: true })
        {
            obstacles.Add($"the configuration lies in a container ({master.Container?[..12] ?? $"pid {master.Pid}"}) and would be lost with it; change what the container is made from (--export patch)");
        }

        foreach (var change in finding.Instance.Changes(remedy.Edits))
        {
            // The same path out here is another file than in the container.
            if (master is { IsContained: true } || Read(change.Path, obstacles) is not { } file)
            {
                yield return new PlannedFile(change.Path, change.Path, finding.Instance.Configuration.Seen?.Read(change.Path).Content.ToArray(), change.After.ToArray(), change.Diff);
                continue;
            }

            if (!Convert.FromHexString(ReplacedFile.Hash(file.Content)).AsSpan().SequenceEqual(change.BeforeHash.AsSpan()))
            {
                obstacles.Add($"{change.Path} was changed while this looked at it; run it again");
            }

            yield return new PlannedFile(change.Path, file.RealPath, file.Content, change.After.ToArray(), change.Diff);
        }
    }

    private static IEnumerable<PlannedFile> HostFiles(Remedy remedy, List<string> obstacles)
    {
        foreach (var edits in remedy.HostFiles.OfType<SettingEdit>().GroupBy(e => e.File))
        {
            if (Read(edits.Key, obstacles) is not { } file)
            {
                continue;
            }

            var found = edits.Select(e => SettingFile.Find(file.Content, e)).ToList();
            obstacles.AddRange(found.Select(f => f.Obstacle).OfType<string>());
            var change = FileChange.Of(new OneFile(edits.Key, file.Content), found.Select(f => f.Edit).OfType<Edit>()).SingleOrDefault();
            if (change is not null)
            {
                yield return new PlannedFile(edits.Key, file.RealPath, file.Content, change.After.ToArray(), change.Diff);
            }
        }

        foreach (var made in remedy.HostFiles.OfType<NewFile>())
        {
            if (File.Exists(made.File))
            {
                obstacles.Add($"{made.File} is there already; look at it, or take the repair back that made it: gatemedic fix --history");
                continue;
            }

            var change = FileChange.Of(new OneFile(made.File, []), [new Edit(made.File, 0, 0, made.Text)]).Single();
            var folder = Path.GetDirectoryName(made.File)!;
            var isThere = Directory.Exists(folder);
            var real = Libc.RealPath(isThere ? folder : Path.GetDirectoryName(folder)!);
            if (real is null)
            {
                obstacles.Add($"{Path.GetDirectoryName(folder)} is not there; make {made.File} by hand");
                continue;
            }

            var place = isThere ? real : Path.Combine(real, Path.GetFileName(folder));
            yield return new PlannedFile(made.File, Path.Combine(place, Path.GetFileName(made.File)), null, change.After.ToArray(), change.Diff, isThere ? null : place);
        }
    }

    private static (string RealPath, byte[] Content)? Read(string path, List<string> obstacles)
    {
        try
        {
            if (Libc.RealPath(path) is { } real)
            {
                using var directory = HeldDirectory.Open(Path.GetDirectoryName(real)!);
                if (directory.Read(Path.GetFileName(real)) is { } file)
                {
                    return (real, file.Content);
                }
            }

            obstacles.Add($"{path} is not there any more");
        }
        catch (IOException e)
        {
            obstacles.Add(e.Message);
        }

        return null;
    }

    private IEnumerable<string> Notes(Finding finding, Remedy remedy, ImmutableArray<PlannedFile> files)
    {
        foreach (var file in files.Where(f => f.RealPath != f.Path))
        {
            yield return $"{file.Path} is a link: {file.RealPath} is what changes";
        }

        if (!remedy.Edits.IsEmpty && finding.Instance.ModifiedAt is { } modified && modified > scene.MasterOf(finding.Instance)?.LoadedAt)
        {
            yield return $"the configuration was changed at {modified:HH:mm:ss} and not loaded since: nginx loads that too";
        }

        if (finding.Instance.MasterPid is null && (remedy.Loads || !remedy.Edits.IsEmpty))
        {
            yield return "this nginx does not run: it will not serve the change before it is started";
        }
    }

    private sealed class OneFile(string path, byte[] content) : IConfigFiles
    {
        public ConfigFile Read(string asked) => new(path, content);

        public ImmutableArray<string> Glob(string pattern) => [];
    }
}
