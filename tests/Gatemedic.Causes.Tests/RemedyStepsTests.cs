using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>What remedies would have done to the host, over all recorded cases.</summary>
[Collection("cases")]
public sealed partial class RemedyStepsTests
{
    private static readonly Lazy<List<(string Case, Finding Finding, Remedy Remedy)>> Everything = new(() =>
        [.. from recorded in RecordedCase.All
            from finding in new DiagnosisEngine(CauseCatalog.All).Conclude(recorded.Read()).Findings
            from remedy in finding.Remedies
            select (recorded.Name, finding, remedy)]);

    [Fact]
    public void An_automatic_one_can_be_carried_out() => Assert.Empty(Remedies((_, r) => r.Automatic && !r.IsExecutable));

    [Fact]
    public void What_is_started_or_set_has_its_inverse() => Assert.Empty(Steps(s => s.Kind is StepKind.Start or StepKind.Set && s.Back is null));

    [Fact]
    public void What_reads_a_changed_file_reads_it_again_when_it_is_put_back() =>
        Assert.Empty(Remedies((_, r) => r.HostFiles.Length > 0 && r.Steps.Any(s => s.Kind is StepKind.Restart && s.Back is null)));

    [Fact]
    public void No_command_needs_a_shell() => Assert.Empty(Commands(c => c.Words[0] is "sh" or "bash" || c.Words.Any(w => w.Length == 0 || ShellOnly().IsMatch(w))));

    [Fact]
    public void Nothing_is_opened_to_all_switched_off_or_flushed() => Assert.Empty(Commands(c => Forbidden().IsMatch(string.Join(' ', c.Words))));

    [Fact]
    public void Only_what_fails_wholly_is_started_anew_unasked() => Assert.Empty(Remedies((finding, r) =>
        r.Automatic && r.Steps.Any(s => s.Kind == StepKind.Restart) && (r.Risk < Risk.Medium || finding.Severity != Severity.Critical || finding.Target is not { IsWell: false })));

    [Fact]
    public void A_process_named_by_its_id_is_told_from_a_later_one() => Assert.Empty(Steps(s => s.Process is null && s.Run.Words[0] is "kill" or "prlimit"));

    [Fact]
    public void Files_are_named_whole_and_change_something() =>
        Assert.Empty(Remedies((_, r) => r.HostFiles.Any(f => !f.File.StartsWith('/') || f is SettingEdit { Old: var old, New: var with } && old == with)));

    private static IEnumerable<string> Remedies(Func<Finding, Remedy, bool> isWrong) =>
        Everything.Value.Where(e => isWrong(e.Finding, e.Remedy)).Select(e => $"{e.Case}: {e.Remedy.Id}");

    private static IEnumerable<string> Steps(Func<Step, bool> isWrong) =>
        Everything.Value.SelectMany(e => e.Remedy.Steps.Where(isWrong).Select(s => $"{e.Case}: {e.Remedy.Id}: {s.Run}"));

    private static IEnumerable<string> Commands(Func<HostCommand, bool> isWrong) => Everything.Value
        .SelectMany(e => e.Remedy.Steps.SelectMany(s => new[] { s.Run, s.Back, s.Trace?.Look }).OfType<HostCommand>().Where(isWrong).Select(c => $"{e.Case}: {e.Remedy.Id}: {c}"));

    // Quotes, variables, patterns, pipes and redirections: what a shell takes away or puts something else for.
    [GeneratedRegex(@"[`$|&;<>*?~'""]|\n")]
    private static partial Regex ShellOnly();

    [GeneratedRegex(@"\b(?:setenforce|permissive|aa-disable|aa-complain|flush)\b|^ufw (?:disable|reset)|(?:stop|disable) (?:ufw|firewalld|nftables)|tables.* -[FX]\b|chmod \d*(?:777|666)|chmod [ao]*\+\w*w|^rm ")]
    private static partial Regex Forbidden();
}
