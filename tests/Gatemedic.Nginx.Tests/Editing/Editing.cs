using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>One configuration in memory with what edits make of it.</summary>
internal sealed class Editing(MemoryFiles files)
{
    public Editing(string main)
        : this(new MemoryFiles(main))
    {
    }

    public ConfigTree Tree { get; } = files.Parse();

    public ConfigModel Model => field ??= ConfigModel.From(Tree, "/etc/nginx/");

    /// <summary>The only directive of this name, or the first with these arguments.</summary>
    public Directive Find(string name, params string[] args) =>
        Trees.All(Tree.Root).First(d => d.Name == name && d.Args.Take(args.Length).SequenceEqual(args));

    public EditPlan Plan(params ImmutableArray<ConfigEdit> edits) => ConfigEditor.Plan(files, MemoryFiles.Main, Tree, edits);

    /// <summary>The main file afterwards.</summary>
    public string After(params ImmutableArray<ConfigEdit> edits)
    {
        var plan = Plan(edits);
        Assert.Null(plan.Error);
        return plan.Files.FirstOrDefault(f => f.Path == MemoryFiles.Main) is { } file
            ? Encoding.UTF8.GetString(file.After.Span)
            : Encoding.UTF8.GetString(files.Read(MemoryFiles.Main).Content.Span);
    }

    /// <summary>The configuration afterwards, through all files.</summary>
    public Editing Edited(params ImmutableArray<ConfigEdit> edits)
    {
        var plan = Plan(edits);
        Assert.Null(plan.Error);
        foreach (var file in plan.Files)
        {
            files.Add(new ConfigFile(file.Path, file.After));
        }

        return new Editing(files);
    }
}
