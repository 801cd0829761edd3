using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>One message that nginx can write, as data: its shapes, what it does to the request, and lines that show it.</summary>
/// <param name="Id">Stable name in kebab-case: <c>connect-failed</c>.</param>
/// <param name="Status">What the client gets: "502", "504", "499", "500", "503", "cut" (a truncated body), another status, or "-" for no effect.</param>
/// <param name="Numbers">Its numbers in the reference of nginx's messages.</param>
/// <param name="Forms">The message without errno and context, with holes: <c>no resolver defined to resolve {name}</c>.</param>
/// <param name="Samples">Lines that it must recognise.</param>
public sealed record Signature(
    string Id, string Status, ImmutableArray<int> Numbers, ImmutableArray<string> Forms, ImmutableArray<SignatureSample> Samples);

/// <summary>A line of a signature from the level on, and the named captures expected of it.</summary>
/// <param name="Line"><c>[error] 7#7: *1 no live upstreams while ...</c></param>
/// <param name="Fields">Name, value, name, value, ...</param>
public sealed record SignatureSample(string Line, ImmutableArray<string> Fields);
