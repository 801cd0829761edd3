using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A Scene that may be handed on, and what was done to it.</summary>
/// <param name="Scene">Without secrets, names and addresses under pseudonyms.</param>
/// <param name="Removed">How many secrets went, by rule, in the order of <see cref="SecretRules"/>; only those that were found.</param>
/// <param name="Pseudonyms">What stands for what: for whoever took the Scene, and for nobody else.</param>
public sealed record RedactedScene(Scene Scene, ImmutableArray<RemovedSecrets> Removed, ImmutableArray<Pseudonym> Pseudonyms);

/// <summary>How often one rule applied.</summary>
/// <param name="What">"private keys and certificates".</param>
/// <param name="Count">How many.</param>
public sealed record RemovedSecrets(string What, int Count);

/// <summary>One word for another.</summary>
/// <param name="Kind">host, word, address.</param>
/// <param name="Shown">As the redacted Scene has it.</param>
/// <param name="Meant">What it stands for.</param>
public sealed record Pseudonym(string Kind, string Shown, string Meant);
