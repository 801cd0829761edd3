using System.Runtime.CompilerServices;

namespace Gatemedic.Logs;

/// <summary>The reason of a record by its phrase (message, errno and action): most records repeat one of a few, so each is looked up once.</summary>
internal sealed class PhraseReasons
{
    private const int MostPhrases = 1024;
    private const int LongestPhrase = 192;

    private static readonly Dictionary<string, int> Positions =
        FailureReasons.All.Index().ToDictionary(r => r.Item.Id, r => r.Index);

    private readonly ByteTable<StrongBox<int>> _tcp = new(MostPhrases);
    private readonly ByteTable<StrongBox<int>> _unix = new(MostPhrases);
    private readonly Range[] _holes = new Range[SignatureIndex.MostHoles];

    /// <summary>Position in <see cref="FailureReasons.All"/>; -1 when the record says nothing about a request's failure.</summary>
    /// <param name="phrase">What stands before the context.</param>
    /// <param name="line">The record's outline.</param>
    /// <param name="unix">Its peer is a unix socket.</param>
    internal int Find(ReadOnlySpan<byte> phrase, scoped in ErrorLine line, bool unix)
    {
        var known = unix ? _unix : _tcp;
        if (phrase.Length <= LongestPhrase && known.Find(phrase) is { } box)
        {
            return box.Value;
        }
        int reason = Read(phrase, line, unix);
        if (phrase.Length <= LongestPhrase && !known.IsFull)
        {
            known.TryAdd(phrase, new StrongBox<int>(reason));
        }
        return reason;
    }

    private int Read(ReadOnlySpan<byte> phrase, in ErrorLine outline, bool unix)
    {
        var line = new ErrorLine { HasContext = outline.HasContext };
        ErrorLineParser.ReadPhrase(phrase, ref line);
        var pattern = SignatureCatalog.Index.Find(line.Message, _holes);
        bool isUnix = unix || line.Message.IndexOf(" unix:"u8) >= 0;
        return pattern is not null && ErrorReasons.Of(pattern.Index, line.Errno, FailurePhases.Of(line.Action), isUnix) is { } reason ? Positions[reason] : -1;
    }
}
