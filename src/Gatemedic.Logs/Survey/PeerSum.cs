namespace Gatemedic.Logs;

/// <summary>All that is known of one peer, put together before a picture is made of it.</summary>
/// <param name="Address">As nginx writes it.</param>
/// <param name="Tally">Its tries; null where no access log tells of any.</param>
/// <param name="Records">What error logs say of it.</param>
internal sealed record PeerSum(string Address, PeerTally? Tally, ErrorTally[] Records)
{
    internal long Tries => Tally?.Tries ?? 0;

    internal long Failures => Tally?.Failures ?? 0;

    internal long Errors { get; } = Records.Sum(r => r.Count);

    internal PeerPicture ToPicture() => (Tally?.ToPicture() ?? FromErrors()) with
    {
        Scheme = Records.Select(r => r.Scheme).FirstOrDefault(s => s is not null),
        Errors = Errors,
    };

    private PeerPicture FromErrors()
    {
        var times = new TimeHistogram();
        foreach (var record in Records)
        {
            times.Add(record.Times);
        }
        return new PeerPicture
        {
            Address = Address,
            FirstFailure = DateTimeOffset.FromUnixTimeSeconds(Records.Min(r => r.First)),
            LastFailure = DateTimeOffset.FromUnixTimeSeconds(Records.Max(r => r.Last)),
            Times = times.ToSeries(),
        };
    }
}
