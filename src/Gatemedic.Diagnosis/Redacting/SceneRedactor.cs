using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>
/// Makes a Scene fit to leave the house. It works on the Scene's file, text by text, so that no field can be forgotten; the configuration is redacted
/// before it is parsed, so that edits of it fit what is shown; and it gives the same word for the same word everywhere, so that causes still see what
/// belongs together.
/// </summary>
public static class SceneRedactor
{
    /// <summary>The redacted Scene.</summary>
    /// <param name="scene">As it was taken.</param>
    /// <param name="key">At least 16 bytes that nobody can guess: they decide the pseudonyms of addresses.</param>
    /// <param name="ownNames">Names of this machine, which logs may hold where nothing says that it is a name.</param>
    public static RedactedScene Redact(Scene scene, ReadOnlySpan<byte> key, ImmutableArray<string> ownNames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 16);
        var secrets = new SecretRemoval();
        var bare = Bare(scene, secrets);
        var found = new HostNames();
        foreach (var name in ownNames)
        {
            found.Add(name);
        }

        _ = SceneTexts.Rewrite(bare, found.Collect);
        var hosts = new HostPseudonyms(found);
        var addresses = new AddressPseudonyms(key.ToArray());
        var shown = SceneTexts.Rewrite(bare, (place, text) => place.IsVocabulary ? text : addresses.Apply(hosts.Apply(text)));
        return new RedactedScene(Read(shown), secrets.Removed, [.. hosts.All, .. addresses.All]);
    }

    /// <summary>The Scene without secrets, with names and addresses as they are: for whoever works on this very host.</summary>
    public static RedactedScene WithoutSecrets(Scene scene)
    {
        var secrets = new SecretRemoval();
        return new RedactedScene(Read(Bare(scene, secrets)), secrets.Removed, []);
    }

    private static byte[] Bare(Scene scene, SecretRemoval secrets)
    {
        using var taken = new MemoryStream();
        SceneFile.Write(taken, scene);
        return SceneTexts.Rewrite(taken.ToArray(), secrets.Apply);
    }

    private static Scene Read(byte[] json)
    {
        using var file = new MemoryStream(json);
        return SceneFile.Read(file);
    }
}
