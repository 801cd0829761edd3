using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>In which texts a rule looks.</summary>
internal enum SecretScope
{
    /// <summary>In all.</summary>
    Anywhere,

    /// <summary>In configuration files.</summary>
    Configuration,

    /// <summary>In what processes were started with.</summary>
    Command,
}

/// <summary>A shape in which secrets come.</summary>
/// <param name="What">What goes, in the plural, as the user is told.</param>
/// <param name="Pattern">Its groups named "secret" are what goes.</param>
/// <param name="Scope">Where it looks.</param>
/// <param name="Keeps">Of such a match nothing goes: a variable instead of a value, a header that holds no secret; null = all go.</param>
internal sealed record SecretRule(string What, Regex Pattern, SecretScope Scope = SecretScope.Anywhere, Func<Match, bool>? Keeps = null)
{
    /// <summary>It looks into such a text.</summary>
    public bool LooksInto(TextPlace place) =>
        Scope == SecretScope.Anywhere || (Scope == SecretScope.Configuration ? place.IsConfiguration : place.IsCommand);
}
