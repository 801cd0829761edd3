namespace Gatemedic.Diagnosis;

/// <summary>A part of a Scene: seen, or blind with the reason. Never null, never silently empty.</summary>
/// <typeparam name="T">What was to be seen.</typeparam>
public sealed record Section<T>
{
    /// <summary>What was seen; set exactly when <see cref="Blind"/> is not.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public T? Seen { get; init; }

    /// <summary>Why it could not be seen.</summary>
    public Blindness? Blind { get; init; }

    /// <summary>It was seen.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Seen))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Blind))]
    public bool IsSeen => Blind is null;

    /// <summary>What was seen, or a stand-in for code to which blindness makes no difference.</summary>
    public T Or(T standIn) => IsSeen ? Seen : standIn;
}

/// <summary>Makes sections.</summary>
public static class Section
{
    /// <summary>Seen.</summary>
    public static Section<T> Seen<T>(T value) => new() { Seen = value };

    /// <summary>Blind, because of <paramref name="why"/>; <paramref name="remedy"/> says what would show it.</summary>
    public static Section<T> Blind<T>(string what, string why, string remedy = "") => new() { Blind = new Blindness(what, why, remedy) };
}

/// <summary>Something that could not be looked at.</summary>
/// <param name="What">The thing: "error log /var/log/nginx/error.log".</param>
/// <param name="Why">The reason: "permission denied".</param>
/// <param name="Remedy">What would show it: "run as root or as a member of the group adm"; empty when nothing would.</param>
public sealed record Blindness(string What, string Why, string Remedy);
