using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A configuration with marks on the lines that a check must complain about: a file of a room (several files in the form of nginx -T), or a snippet of its page.</summary>
/// <param name="Name">Room and file, or room and section.</param>
/// <param name="Check">The check it belongs to.</param>
/// <param name="Text">The configuration.</param>
/// <param name="Version">The nginx it is judged for; null for the newest.</param>
/// <param name="Scene">The Scene of a <c>.case</c> file; null for a plain configuration.</param>
public sealed partial record Fixture(string Name, string Check, string Text, NginxVersion? Version, Scene? Scene = null)
{
    private const string Path = "/etc/nginx/fixture.conf";
    private const string Header = "# configuration file ";

    /// <summary>It must fire: a file in firing/, or a Bad snippet. Files say on which lines.</summary>
    public bool MustFire { get; init; }

    /// <summary>A snippet of a page has no marks.</summary>
    public bool IsSnippet { get; init; }

    /// <summary>Every fixture of every room.</summary>
    public static ImmutableArray<Fixture> All { get; } = [.. CheckCatalog.All.SelectMany(Of)];

    /// <summary>The folder of a check.</summary>
    public static string Room(ICheck check) => Repository.Path("src", "Gatemedic.Lint", check.Profile.Group.ToString(), check.GetType().Name);

    /// <summary>1-based lines with the mark.</summary>
    public IEnumerable<int> Expected => Text.Split('\n').Index().Where(l => l.Item.TrimEnd().EndsWith("# expected", StringComparison.Ordinal)).Select(l => l.Index + 1);

    /// <summary>The same with another text.</summary>
    public Fixture With(string text)
    {
        var files = Scene?.Instances[0].Configuration.Seen;
        return this with
        {
            Text = text,
            Scene = files is null ? null : Scene! with
            {
                Instances = [Scene.Instances[0] with { Configuration = Diagnosis.Section.Seen(files with { Files = [new ConfigFile(files.MainPath, Encoding.UTF8.GetBytes(text))] }) }],
            },
        };
    }

    /// <summary>What the checks say of it.</summary>
    public ImmutableArray<LintFinding> Run(ImmutableArray<ICheck> checks)
    {
        var (subject, files) = Subject();
        return new Linter(checks).Run(subject, files);
    }

    /// <summary>The fixture as checks see it.</summary>
    public (LintSubject Subject, IConfigFiles Files) Subject()
    {
        if (Scene is { Instances: [var instance, ..] })
        {
            var model = instance.Model()!;
            return (new LintSubject(model.Tree, model) { Version = Version ?? NewestVersion, Host = Scene, Instance = instance }, instance.Configuration.Seen!);
        }

        using var dump = new MemoryStream(Encoding.UTF8.GetBytes(Text));
        IConfigFiles files = IsDump ? ConfigDump.Read(dump) : new ConfigSnapshot(Path, "/etc/nginx", [new ConfigFile(Path, Encoding.UTF8.GetBytes(Text))], []);
        var tree = ConfigParser.Parse(files, (files as ConfigDump)?.MainPath ?? Path);
        Assert.True(tree.Error is null || Check == "nginx-rejects", $"{Name}: {tree.Error?.Message} in line {tree.Error?.Line}");
        return (new LintSubject(tree, ConfigModel.From(tree, "/etc/nginx", version: Version ?? NewestVersion)) { Version = Version ?? NewestVersion, IsFragment = !IsWhole(tree), Files = files }, files);
    }

    /// <summary>It is several files, one after the other as nginx -T prints them.</summary>
    public bool IsDump => Text.StartsWith(Header, StringComparison.Ordinal);

    /// <summary>The files of a dump with their text.</summary>
    public IEnumerable<(string Path, string Text)> Parts() =>
        from part in Text[Header.Length..].Split("\n" + Header)
        let end = part.IndexOf(":\n", StringComparison.Ordinal)
        select (part[..end], part[(end + 2)..] + "\n");

    /// <summary>The line of this fixture where a complaint points to.</summary>
    public int LineOf(Complaint complaint) =>
        complaint.Line + (IsDump ? Array.IndexOf(Text.Split('\n'), $"{Header}{complaint.File}:") + 1 : 0);

    /// <summary>The text as a whole configuration that nginx could load.</summary>
    public string Whole()
    {
        var tree = Subject().Subject.Tree;
        var names = tree.Children().Select(d => d.Name).ToHashSet();
        return IsWhole(tree) ? Text
            : names.Overlaps(["server", "upstream", "map", "log_format"]) || !names.Overlaps(["location", "proxy_pass", "listen"]) ? $"events {{}}\nhttp {{\n{Text}\n}}\n"
            : $"events {{}}\nhttp {{\nserver {{\n{Text}\n}}\n}}\n";
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static NginxVersion NewestVersion => DirectiveTable.Newest;

    private static bool IsWhole(ConfigTree tree) => tree.Children().Any(d => d.Name is "http" or "events" or "stream");

    private static IEnumerable<Fixture> Of(ICheck check)
    {
        foreach (var kind in (string[])["firing", "silent"])
        {
            foreach (var file in Directory.Exists(System.IO.Path.Combine(Room(check), kind)) ? Directory.GetFiles(System.IO.Path.Combine(Room(check), kind)).Order(StringComparer.Ordinal).ToArray() : [])
            {
                yield return FromFile(check.Profile.Code, kind, file);
            }
        }

        var page = CheckPages.Read(check.Profile.Code) ?? "";
        foreach (var section in (string[])["Bad", "Better"])
        {
            foreach (var (index, snippet) in Snippet().Matches(Section(page, section)).Index())
            {
                NginxVersion? version = snippet.Groups[1].Value is { Length: > 0 } text ? NginxVersion.Parse(text) : null;
                yield return new Fixture($"{check.Profile.Code}/{section}-{index}", check.Profile.Code, snippet.Groups[2].Value, version) { MustFire = section == "Bad", IsSnippet = true };
            }
        }
    }

    private static Fixture FromFile(string code, string kind, string file)
    {
        var name = $"{code}/{kind}/{System.IO.Path.GetFileName(file)}";
        if (file.EndsWith(".case", StringComparison.Ordinal))
        {
            using var stream = File.OpenRead(file);
            var scene = SceneFile.Read(stream);
            var main = scene.Instances[0].Configuration.Seen!;
            NginxVersion? running = NginxVersion.TryParse(scene.Instances[0].Version.Seen, out var v) ? v : null;
            return new Fixture(name, code, Encoding.UTF8.GetString(main.Files[0].Content.Span), running, scene) { MustFire = kind == "firing" };
        }

        var text = File.ReadAllText(file);
        NginxVersion? version = FirstLine().Match(text) is { Success: true } match ? NginxVersion.Parse(match.Groups[1].Value) : null;
        return new Fixture(name, code, text, version) { MustFire = kind == "firing" };
    }

    private static string Section(string page, string name)
    {
        var start = page.IndexOf($"## {name}\n", StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf("\n## ", start + 3, StringComparison.Ordinal);
        return start < 0 ? "" : end < 0 ? page[start..] : page[start..end];
    }

    [GeneratedRegex(@"```nginx ?([\d.]*)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\A# nginx ([\d.]+)\n")]
    private static partial Regex FirstLine();
}
