using System.Text;

namespace Gatemedic.Repair.Tests;

/// <summary>Whatever a cut-off run and somebody else left of a file and of the one beside it.</summary>
public class PutBackTests
{
    private const string Before = "listen 8001;\n", After = "listen 8002;\n";
    private const string Path = "site", Beside = ".site.mark.gatemedic";

    public static TheoryData<string?, string?, string?> States
    {
        get
        {
            var data = new TheoryData<string?, string?, string?>();
            foreach (var before in new[] { Before, null })
            {
                foreach (var now in new[] { before, After, "theirs", null }.Distinct())
                {
                    foreach (var beside in new[] { null, before, After, "listen 80", "", "saved" }.Distinct())
                    {
                        data.Add(before, now, beside);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Is_as_before_or_as_somebody_saved_it_and_nothing_of_theirs_is_lost(string? before, string? now, string? beside)
    {
        var folder = Directory.CreateTempSubdirectory("gm-back-");
        var (file, other) = (System.IO.Path.Combine(folder.FullName, Path), System.IO.Path.Combine(folder.FullName, Beside));
        Put(file, now);
        Put(other, beside);

        var fault = Record.Exception(() => ReplacedFile.PutBack(file, Bytes(before), Bytes(After)!, "mark"));

        var theirs = new[] { now, beside }.OfType<string>().Where(t => t is "theirs" or "saved").ToList();
        var left = new[] { file, other }.Where(File.Exists).Select(File.ReadAllText).ToList();
        var isGone = now is null && before is not null;
        Assert.Equal(theirs.Count > 0 ? theirs : before is null || isGone ? [] : [before], left);
        Assert.Equal(theirs.Count > 0 || isGone, fault is IOException);
        Assert.True(theirs.Count < 2 || fault!.Message.EndsWith($"the first of both is {other}; look at it, then remove it", StringComparison.Ordinal), fault?.Message);
        folder.Delete(recursive: true);
    }

    private static void Put(string path, string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
