using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class CatalogTests
{
    // The messages of the reference's tables 5.1 to 5.13 are numbered without a gap.
    private const int Messages = 289;

    public static TheoryData<string, string> Samples()
    {
        var samples = new TheoryData<string, string>();
        foreach (var (id, line) in SignatureCatalog.All.SelectMany(s => s.Samples.Select(l => (s.Id, l.Line))))
        {
            samples.Add(id, line);
        }
        return samples;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Recognises_a_sample_with_its_fields(string id, string line)
    {
        var fields = SignatureCatalog.Find(id)!.Samples.Single(s => s.Line == line).Fields;
        var expected = fields.Chunk(2).ToDictionary(f => f[0], f => f[1]);

        var seen = Logs.Error("2026/10/03 12:00:00 " + line);

        Assert.Equal((id, Text(expected)), (seen.Signature, Text(seen.Fields)));
    }

    [Fact]
    public void Recognises_every_form_as_its_own_signature()
    {
        var holes = new Range[SignatureIndex.MostHoles];
        foreach (var pattern in SignatureCatalog.Patterns)
        {
            string message = pattern.Names.Aggregate(pattern.Form, (text, name) => text.Replace("{" + name + "}", "77", StringComparison.Ordinal));
            Assert.Equal((message, pattern.Signature.Id), (message, SignatureCatalog.Index.Find(Encoding.UTF8.GetBytes(message), holes)?.Signature.Id));
        }
    }

    [Fact]
    public void Leaves_no_message_to_two_forms_of_equal_weight()
    {
        var holes = new Range[SignatureIndex.MostHoles];
        foreach (var (id, line) in SignatureCatalog.All.SelectMany(s => s.Samples.Select(l => (s.Id, l.Line))))
        {
            var message = Encoding.UTF8.GetBytes(Logs.Error("2026/10/03 12:00:00 " + line).Message);
            var fitting = SignatureCatalog.Patterns.Where(p => p.Fits(message, holes)).ToArray();
            int heaviest = fitting.Max(p => p.Weight);
            Assert.Equal([id], fitting.Where(p => p.Weight == heaviest).Select(p => p.Signature.Id).Distinct());
        }
    }

    [Fact]
    public void Covers_every_numbered_message()
    {
        var numbers = SignatureCatalog.All.SelectMany(s => s.Numbers).ToHashSet();
        Assert.Equal(Enumerable.Range(1, Messages), numbers.Order());
    }

    [Fact]
    public void Has_unique_ids_in_kebab_case_with_samples_and_bounded_holes()
    {
        Assert.Equal(SignatureCatalog.All.Length, SignatureCatalog.All.Select(s => s.Id).Distinct().Count());
        Assert.All(SignatureCatalog.All, s => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", s.Id));
        Assert.All(SignatureCatalog.All, s => Assert.NotEmpty(s.Samples));
        Assert.All(SignatureCatalog.Patterns, p => Assert.True(p.Names.Length <= SignatureIndex.MostHoles));
        Assert.Same(SignatureCatalog.All[0], SignatureCatalog.Find(SignatureCatalog.All[0].Id));
        Assert.Null(SignatureCatalog.Find(SignatureCatalog.Other));
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join(", ", fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
}
