using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>What stands behind a configuration that nginx says it cannot load.</summary>
public enum LoadFaultKind
{
    /// <summary>The configuration itself.</summary>
    Configuration,

    /// <summary>A name in it does not resolve.</summary>
    Name,

    /// <summary>What surrounds the test: rights of whoever runs it, a port in use, a file system that may not be written.</summary>
    Surroundings,
}

/// <summary>Reads the message with which nginx refuses to load.</summary>
public static class LoadFault
{
    private static readonly ImmutableArray<(string Words, LoadFaultKind Kind)> Table =
    [
        ("host not found in ", LoadFaultKind.Name),
        ("(1: Operation not permitted)", LoadFaultKind.Surroundings),
        ("(13: Permission denied)", LoadFaultKind.Surroundings),
        ("Permission denied:", LoadFaultKind.Surroundings),
        ("(30: Read-only file system)", LoadFaultKind.Surroundings),
        ("(98: Address already in use)", LoadFaultKind.Surroundings),
        ("still could not bind()", LoadFaultKind.Surroundings),
    ];

    /// <summary>What kind it is.</summary>
    public static LoadFaultKind KindOf(string message) =>
        Table.FirstOrDefault(row => message.Contains(row.Words, StringComparison.Ordinal)).Kind;

    /// <summary>What nginx itself said of the instance's configuration; null when it was not asked or could not be.</summary>
    public static ConfigurationTest? TestOf(this Scene scene, NginxInstance instance) =>
        (scene.AnswerTo(new TestConfiguration(instance.Id)) as ConfigurationAnswer)?.Result.Seen;
}
