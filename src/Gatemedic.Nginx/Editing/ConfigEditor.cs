using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>
/// Edits configurations by byte range. What a plan offers was parsed again with all files: the tree before with the wanted changes
/// equals the tree after, and bytes outside the changed ranges are the same; else there is an error and no change.
/// </summary>
public static class ConfigEditor
{
    /// <summary>Makes a plan; writes nothing. Edits that hold already are no changes, so that a plan made twice is made once.</summary>
    /// <param name="files">The bytes that the tree was read from.</param>
    /// <param name="mainPath">Absolute path of the main file.</param>
    /// <param name="tree">The whole configuration.</param>
    /// <param name="edits">What is wanted, all in terms of <paramref name="tree"/>.</param>
    public static EditPlan Plan(IConfigFiles files, string mainPath, ConfigTree tree, params IEnumerable<ConfigEdit> edits)
    {
        try
        {
            return tree.Error is { } fault
                ? throw new EditRefusedException(new EditError($"the configuration does not load: {fault.Message}", fault.File, fault.Line, "correct that first"))
                : Make(files, mainPath, tree, edits);
        }
        catch (EditRefusedException refused)
        {
            return new EditPlan { Error = refused.Error };
        }
    }

    private static EditPlan Make(IConfigFiles files, string mainPath, ConfigTree tree, IEnumerable<ConfigEdit> wanted)
    {
        var sites = new SiteIndex(tree);
        var changes = new TreeChanges(tree, sites, mainPath);
        foreach (var edit in wanted)
        {
            changes.Add(edit);
        }

        changes.Check();
        var edits = new ByteEdits(files, mainPath, tree, sites).Of(changes);
        CheckOverlap(edits);
        var changed = FileChange.Of(files, edits);
        Verify(ConfigParser.Parse(new OverlaidFiles(files, changed.ToDictionary(f => f.Path, f => f.After)), mainPath), changes.After());
        return new EditPlan
        {
            Edits = edits,
            Files = changed,
            Shared = [.. changed.Select(f => new SharedFile(f.Path, sites.Uses(f.Path))).Where(shared => shared.Uses.Length > 1)],
        };
    }

    private static void CheckOverlap(ImmutableArray<Edit> edits)
    {
        foreach (var file in edits.GroupBy(e => e.File))
        {
            var end = 0;
            foreach (var edit in Edit.Ordered(file))
            {
                if (edit.Start < end)
                {
                    throw new EditRefusedException(new EditError("two edits change the same bytes", edit.File, 0, "make them one after the other"));
                }

                end = edit.End;
            }
        }
    }

    private static void Verify(ConfigTree after, ImmutableArray<Directive> wanted)
    {
        if (after.Error is { } fault)
        {
            throw new EditRefusedException(new EditError($"nginx would not read the result: {fault.Message}", fault.File, fault.Line, "make this change by hand"));
        }

        if (FirstDifference(after.Root, wanted) is { } different)
        {
            throw new EditRefusedException(new EditError(
                $"the result would not be what is wanted at \"{different.Name}\"", different.File, different.Line, "read the configuration again, or make this change by hand"));
        }
    }

    /// <summary>The first directive that is not as wanted; places do not count.</summary>
    private static Directive? FirstDifference(ImmutableArray<Directive> found, ImmutableArray<Directive> wanted)
    {
        for (var i = 0; i < Math.Max(found.Length, wanted.Length); i++)
        {
            if (i >= found.Length || i >= wanted.Length)
            {
                return i < found.Length ? found[i] : wanted[i];
            }

            var (f, w) = (found[i], wanted[i]);
            if (f.Name != w.Name || f.File != w.File || !f.Args.SequenceEqual(w.Args) || f.Block.HasValue != w.Block.HasValue)
            {
                return f;
            }

            if ((f.Block is { } block ? FirstDifference(block, w.Block!.Value) : null) is { } inBlock)
            {
                return inBlock;
            }

            if ((f.Included is { } included && w.Included is { } awaited ? FirstDifference(included, awaited) : null) is { } inIncluded)
            {
                return inIncluded;
            }
        }

        return null;
    }
}
