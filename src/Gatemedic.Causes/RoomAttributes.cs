namespace Gatemedic.Causes;

/// <summary>This cause cannot be staged in the lab.</summary>
/// <param name="why">What stands in the way.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoLabAttribute(string why) : Attribute
{
    /// <summary>What stands in the way.</summary>
    public string Why { get; } = why;
}

/// <summary>No repair of this cause can honestly be offered as automatic.</summary>
/// <param name="why">What a person has to judge.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoAutomaticFixAttribute(string why) : Attribute
{
    /// <summary>What a person has to judge.</summary>
    public string Why { get; } = why;
}
