using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Bundling;
using Gatemedic.Causes;
using Gatemedic.Diagnosis;

namespace Gatemedic.Bundles;

public sealed class BundleTests
{
    private static readonly byte[] Scene = File.ReadAllBytes(Repository.Path("src", "Gatemedic.Causes", "Reaching", "WrongPort", "cases", "lab-gunicorn.case"));
    private static readonly DiagnosisEngine Engine = new(CauseCatalog.All);

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "cut off", [] },
        { "not packed with gzip", "no archive at all"u8.ToArray() },
        { "does not begin with manifest.json", new HostileArchive().Packed() },
        { "does not begin with manifest.json", new HostileArchive().Add("scene.case", Scene).Packed() },
        { "format 2, which is newer", Archive(HostileArchive.Manifest(Scene, format: 2)) },
        { "format 0, which is older", Archive(HostileArchive.Manifest(Scene, format: 0)) },
        { "format 0, which is older", Archive("{\"schema\":\"something else\"}"u8.ToArray()) },
        { "its manifest is none", Archive("{"u8.ToArray()) },
        { "its manifest is none", Archive("{\"format\":1}"u8.ToArray()) },
        { "its manifest is none", Archive("{\"format\":1,\"program\":null,\"takenAt\":\"2026-03-04T12:00:00Z\",\"redacted\":true,\"entries\":[]}"u8.ToArray()) },
        { "no part of a bundle", Begun().Add("../../etc/cron.d/x", Scene).Packed() },
        { "no part of a bundle", Begun().Add("/etc/passwd", Scene).Packed() },
        { "no part of a bundle", Begun().Add("./scene.case", Scene).Packed() },
        { "a link, \"scene.case\"", Begun().Add("scene.case", [], '2').Packed() },
        { "a link", Begun().Add("scene.case", [], '1').Packed() },
        { "a device", Begun().Add("scene.case", [], '3').Packed() },
        { "a directory", Begun().Add("scene.case", [], '5').Packed() },
        { "a pipe", Begun().Add("scene.case", [], '6').Packed() },
        { "another kind than a plain file", Begun().Add("scene.case", [], 'x', "77777777777").Packed() },
        { "another kind than a plain file", Begun().Add("scene.case", [], 'L').Packed() },
        { "twice", Begun().Add("scene.case", Scene).Add("scene.case", Scene).Packed() },
        { "claims 8589934591 bytes", Begun().Add("scene.case", [], size: "77777777777").Packed() },
        { "no readable size", Begun().Add("scene.case", [], size: "\u0001\u0000\u0000\u0000").Packed() },
        { "is not what the manifest says", Begun().Add("scene.case", [.. Scene, 0x20]).Packed() },
        { "does not know report.md", Begun().Add("scene.case", Scene).Add("report.md", Scene).Packed() },
        { "scene.case is missing", Begun().Packed() },
        { "cut off", Begun().Add("scene.case", Scene).Packed(hasEnd: false) },
        { "more behind its end", Begun().Add("scene.case", Scene).Zeros(1 << 24).Packed() },
        { "more behind its end", new HostileArchive().Zeros(1 << 24).Packed() },
        { "something behind its end", Begun().Add("scene.case", Scene).Zeros(1024).Add("scene.case", Scene).Packed() },
        { "not a Scene file", Archive(HostileArchive.Manifest("{}x"u8.ToArray()), "{}x"u8.ToArray()) },
        { "not a Scene file", Archive(HostileArchive.Manifest(Nulls), Nulls) },
    };

    private static byte[] Nulls => "{\"schema\":\"gatemedic/scene/1\",\"scene\":{\"clock\":null,\"masters\":null,\"listeners\":null,\"processes\":null,\"units\":null,\"localAddresses\":null}}"u8.ToArray();

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_no_whole_bundle_is_refused_with_the_reason(string reason, byte[] file)
    {
        using var stream = new MemoryStream(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => BundleReader.Read(stream)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void A_bundle_that_is_cut_off_anywhere_is_refused()
    {
        var whole = Written(Engine.Conclude(Read(Scene)));
        foreach (var length in Enumerable.Range(0, 80).Select(i => whole.Length * i / 80))
        {
            using var stream = new MemoryStream(whole, 0, length);
            Assert.Throws<InvalidDataException>(() => BundleReader.Read(stream));
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_changes_nothing()
    {
        var whole = Written(Engine.Conclude(Read(Scene)));
        Prop.ForAll<int, byte>((at, value) =>
        {
            var changed = (byte[])whole.Clone();
            changed[(int)((uint)at % changed.Length)] = value;
            using var stream = new MemoryStream(changed);
            try
            {
                return BundleReader.Read(stream).Scene.Instances.Length == 1;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_concluded_from_a_bundle_is_what_was_concluded_here()
    {
        var here = Engine.Conclude(Read(Scene));
        using var stream = new MemoryStream(Written(here));
        var (manifest, scene) = BundleReader.Read(stream);
        Assert.True(manifest.Redacted);
        Assert.Equal(here.Findings.Select(f => (f.Cause, f.Detail, f.Confidence)), Engine.Conclude(scene).Findings.Select(f => (f.Cause, f.Detail, f.Confidence)));
    }

    [Fact]
    public void The_bundle_and_who_is_who_are_for_their_owner_only_and_nothing_is_overwritten()
    {
        using var folder = new Folder();
        var plan = BundlePlan.Redacted(Engine.Conclude(Read(Scene)));
        var path = folder.At("b.tar.gz");
        BundleFile.Write(plan, path);
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal([owner, owner], new[] { path, path + ".private" }.Select(p => new FileInfo(p).UnixFileMode));
        Assert.Contains("\tshop.example\n", File.ReadAllText(path + ".private"), StringComparison.Ordinal);

        var other = folder.Write("other.tar.gz", "mine");
        Assert.Throws<IOException>(() => BundleFile.Write(plan, other));
        Assert.Equal("mine", File.ReadAllText(other));
        Assert.False(File.Exists(other + ".private"));
    }

    private static byte[] Written(Diagnosis.Diagnosis diagnosis)
    {
        using var stream = new MemoryStream();
        BundlePlan.Redacted(diagnosis).Content.Write(stream);
        return stream.ToArray();
    }

    private static Scene Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return SceneFile.Read(stream);
    }

    private static HostileArchive Begun() => new HostileArchive().Add("manifest.json", HostileArchive.Manifest(Scene));

    private static byte[] Archive(byte[] manifest, byte[]? scene = null) => new HostileArchive().Add("manifest.json", manifest).Add("scene.case", scene ?? Scene).Packed();
}
