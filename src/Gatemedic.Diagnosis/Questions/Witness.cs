using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>Answers questions: the host, the wire. A replayed Scene has none.</summary>
public interface IWitness
{
    /// <summary>This question is one that it answers.</summary>
    bool CanAnswer(Question question);

    /// <summary>
    /// Answers all of them side by side; each gets an answer, blind ones included. Returns by the time <paramref name="cancellation"/>
    /// fires at the latest, with what it has.
    /// </summary>
    Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation);
}
