using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class WitnessCatalogTests
{
    public static TheoryData<string, string> Samples()
    {
        var samples = new TheoryData<string, string>();
        foreach (var (id, line) in WitnessCatalog.All.SelectMany(w => w.Signature.Samples.Select(s => (w.Signature.Id, s.Line))))
        {
            samples.Add(id, line);
        }
        return samples;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Recognises_a_sample_with_its_fields(string id, string line)
    {
        var signature = WitnessCatalog.Find(id)!;
        var expected = signature.Signature.Samples.Single(s => s.Line == line).Fields.Chunk(2).ToDictionary(f => f[0], f => f[1]);

        var seen = Assert.Single(Mixed.Read(line, Logs.At("2026-11-27 12:00:00")).Witnesses);

        Assert.Equal((signature.Program, id, Text(expected)), (seen.Program, seen.Signature, Text(seen.Fields)));
    }

    [Fact]
    public void Recognises_every_form_as_its_own_signature()
    {
        var holes = new Range[SignatureIndex.MostHoles];
        foreach (var pattern in WitnessCatalog.Patterns)
        {
            string message = pattern.Names.Aggregate(pattern.Form, (text, name) => text.Replace("{" + name + "}", "77", StringComparison.Ordinal));
            var found = WitnessCatalog.Find(Encoding.UTF8.GetBytes(message), WitnessCatalog.All[pattern.Index].Program, holes);
            Assert.Equal((message, pattern.Signature.Id), (message, found?.Signature.Id));
        }
    }

    [Fact]
    public void Has_unique_ids_in_kebab_case_with_samples_meanings_and_bounded_holes()
    {
        Assert.Equal(WitnessCatalog.All.Length, WitnessCatalog.All.Select(w => w.Signature.Id).Distinct().Count());
        Assert.All(WitnessCatalog.All, w => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", w.Signature.Id));
        Assert.All(WitnessCatalog.All, w => Assert.NotEmpty(w.Signature.Samples));
        Assert.All(WitnessCatalog.All, w => Assert.Null(SignatureCatalog.Find(w.Signature.Id)));
        Assert.All(WitnessCatalog.All, w => Assert.False(string.IsNullOrWhiteSpace(w.Meaning) || w.Meaning.EndsWith('.')));
        Assert.All(WitnessCatalog.Patterns, p => Assert.True(p.Names.Length <= SignatureIndex.MostHoles));
        Assert.Null(WitnessCatalog.Find(WitnessCatalog.Other));
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join(", ", fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
}
