using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gatemedic.Lab.Format;

/// <summary>Turns the text of a scenario file into one <see cref="Scenario"/> for each of its variants.</summary>
internal static partial class ScenarioParser
{
    private static readonly HashSet<string> Sections =
        ["experiment", "machine", "files", "apps", "stage", "break", "request", "after", "options", "slow", "find", "fix", "heal", "healed"];

    private static readonly ISerializer Writer = new SerializerBuilder().Build();

    private static readonly IDeserializer Reader = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new OneOrManyConverter())
        .WithTypeConverter(new StepConverter())
        .Build();

    /// <summary>Name of the variant (empty when the file has none) and the scenario, in the file's order.</summary>
    /// <exception cref="FormatException">The file is not a scenario; the message says where.</exception>
    public static IEnumerable<(string Variant, Scenario Scenario)> Parse(string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(path)));
            var root = (YamlMappingNode)stream.Documents[0].RootNode;
            var variants = root.Children.TryGetValue("variants", out var node) ? (YamlMappingNode)node : new YamlMappingNode { { "", new YamlMappingNode() } };
            return [.. variants.Select(variant => (Name(variant.Key), Build(root, (YamlMappingNode)variant.Value)))];
        }
        catch (Exception fault) when (fault is YamlException or InvalidCastException or FormatException)
        {
            var at = fault is YamlException yaml ? $":{yaml.Start.Line}" : "";
            throw new FormatException($"{path}{at}: {fault.InnerException?.Message ?? fault.Message}", fault);
        }
    }

    /// <summary>Lays the variant's sections over the file's, fills in its words, and reads the outcome.</summary>
    private static Scenario Build(YamlMappingNode root, YamlMappingNode variant)
    {
        var merged = new YamlMappingNode();
        var words = new Dictionary<string, string>();
        foreach (var (key, value) in root.Concat(variant))
        {
            switch (Name(key))
            {
                case "variants":
                    break;
                case "words":
                    foreach (var (word, text) in (YamlMappingNode)value)
                    {
                        words[Name(word)] = Name(text);
                    }

                    break;
                case var section when Sections.Contains(section):
                    merged.Children[key] = merged.Children.TryGetValue(key, out var old) ? Overlay(old, value) : value;
                    break;
                case var word:
                    words[word] = value is YamlScalarNode scalar ? scalar.Value ?? "" : throw new FormatException($"\"{word}\" is neither a section nor a word");
                    break;
            }
        }

        return Reader.Deserialize<Scenario>(Writer.Serialize(Fill(merged, words)));
    }

    /// <summary>Maps are laid over each other key by key; anything else is replaced.</summary>
    private static YamlNode Overlay(YamlNode below, YamlNode above)
    {
        if (below is not YamlMappingNode old || above is not YamlMappingNode @new)
        {
            return above;
        }

        var result = new YamlMappingNode(old.Children);
        foreach (var (key, value) in @new)
        {
            result.Children[key] = result.Children.TryGetValue(key, out var had) ? Overlay(had, value) : value;
        }

        return result;
    }

    private static YamlNode Fill(YamlNode node, Dictionary<string, string> words) => node switch
    {
        YamlMappingNode map => new YamlMappingNode(map.Select(pair => KeyValuePair.Create(Fill(pair.Key, words), Fill(pair.Value, words)))),
        YamlSequenceNode list => new YamlSequenceNode(list.Select(item => Fill(item, words))),
        YamlScalarNode scalar => new YamlScalarNode(Fill(scalar.Value ?? "", words)),
        _ => node,
    };

    /// <summary>A word may hold further words; an unknown one is a mistake of the file.</summary>
    private static string Fill(string text, Dictionary<string, string> words, int depth = 0) =>
        depth > 4 ? throw new FormatException($"words of \"{text}\" go in a circle") : Word().Replace(text, hit =>
            words.TryGetValue(hit.Groups[1].Value, out var value) ? Fill(value, words, depth + 1) : throw new FormatException($"no word {hit.Value}"));

    private static string Name(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    /// <summary>A word to fill in: ((port)). The shell's $((...)) is none.</summary>
    [GeneratedRegex(@"(?<!\$)\(\(([a-z][a-z-]*)\)\)")]
    private static partial Regex Word();
}

/// <summary>Reads a list also from a single value.</summary>
internal sealed class OneOrManyConverter : IYamlTypeConverter
{
    public bool Accepts(Type type) => type == typeof(OneOrMany);

    public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar.Value.Length == 0 ? new OneOrMany() : [scalar.Value];
        }

        var list = new OneOrMany();
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(parser.Consume<Scalar>().Value);
        }

        return list;
    }

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
}

/// <summary>Reads a step also from bare shell text.</summary>
internal sealed class StepConverter : IYamlTypeConverter
{
    private static readonly IDeserializer Plain = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new OneOrManyConverter())
        .Build();

    public bool Accepts(Type type) => type == typeof(Step);

    public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) =>
        parser.TryConsume<Scalar>(out var scalar) ? new Step { Run = scalar.Value } : Plain.Deserialize<Step>(parser);

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
}
