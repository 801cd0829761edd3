using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>A request to nginx that shows whether a route works; GET, without arguments.</summary>
/// <param name="Url">As a visitor would write it, for people.</param>
/// <param name="Question">What is asked of nginx, and where it listens.</param>
/// <param name="Route">The pass that serves it: file:line.</param>
public sealed record Replay(string Url, ProbePeer Question, string Route);

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Text">One line for people.</param>
public sealed record ReplayAnswer(int? Status, string Text)
{
    /// <summary>nginx got an answer from its upstream, or needed none.</summary>
    public bool Serves => Status is not (null or 502 or 503 or 504);
}
