namespace Gatemedic.Reporting;

/// <summary>What it is not, and what is not known.</summary>
internal static class UnseenPart
{
    /// <summary>Of what was set aside.</summary>
    public const string RuledOutId = "ruled-out";

    /// <summary>Of what is not known.</summary>
    public const string UnseenId = "unseen";

    private const int Most = 30;

    /// <summary>Look-alikes that were considered and set aside.</summary>
    public static ReportSection RuledOut(Diagnosis.Diagnosis diagnosis)
    {
        var ruled = diagnosis.Findings.SelectMany(f => f.RuledOut).DistinctBy(r => (r.Cause, r.Because)).ToList();
        return ReportSection.Of(RuledOutId, "Ruled out", ruled.Count == 0 ? [] : [new ReportList([.. ruled.Take(Most).Select(r => new ReportItem(r.Cause, r.Because))], ruled.Count - Most)], "Nothing in particular.");
    }

    /// <summary>What could not be looked at, and what would show it.</summary>
    public static ReportSection Unseen(Diagnosis.Diagnosis diagnosis)
    {
        var blind = diagnosis.Blind;
        return ReportSection.Of(
            UnseenId, "Could not be seen", blind.IsEmpty ? [] : [new ReportList([.. blind.Take(Most).Select(b => new ReportItem("?", $"{b.What}: {b.Why}", b.Remedy))], blind.Length - Most)],
            "Everything that was looked for was seen.");
    }
}
