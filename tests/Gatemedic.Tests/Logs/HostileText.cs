using FsCheck;
using FsCheck.Fluent;

namespace Gatemedic;

/// <summary>Texts that try to leave the place where a page sets them: pieces of every notation that a report is written in, and any characters.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "</script>", "<script>", "<!--", "]]>", "<svg onload=x>", "</svg>", "</pre>", "</code>", "\"", "'", "&", "&lt;", "`", "``", "```", "````````", "|", "\\|", "\\\\|", "\\", "\n", "\r\n", "\n\n# h\n", "\n- ",
        "[a](javascript:x)", "![](http://x/)", "@all", "#1", "\u001b[2J", "\u001b]0;t\a", "\u009b31m", "\0", "\u202e", "\u2028", "\ud800", "\udc00", "\ufffe", "漢字", "e\u0301", "🚀", "{{body}}", "{0}", "%s", " ",
    ];

    /// <summary>What FsCheck draws them from.</summary>
    public static Arbitrary<string> Arbitrary { get; } =
        Gen.OneOf(Gen.Elements(Pieces), ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")).ArrayOf().Select(string.Concat).ToArbitrary();

    /// <summary>Checks reports that say such texts everywhere; few, for each is a whole page.</summary>
    public static void Check(Func<Reporting.LogReport, bool> holds) =>
        Prop.ForAll(Arbitrary, text => holds(SampleReports.Saying("x" + text))).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
}
