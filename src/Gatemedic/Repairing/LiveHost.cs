using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Probes;
using Gatemedic.Repair;

namespace Gatemedic.Repairing;

/// <summary>This machine, for a repair.</summary>
/// <param name="request">How it is looked at.</param>
/// <param name="scene">What was seen at first; null where it is only to be taken back what was done.</param>
internal sealed class LiveHost(DiagnoseRequest request, Scene? scene) : IRepairHost
{
    // A service may take its time to start; systemd's own bound is 90 s.
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan ReplayLimit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(HostCommand command, CancellationToken cancellation)
    {
        var output = await CommandReader.RunAsync(command.Words[0], command.Words[1..], CommandLimit, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return Result(output);
    }

    /// <inheritdoc/>
    public IStayingProgram Start(HostCommand command) => new Staying(CommandReader.Start(command.Words[0], command.Words[1..]));

    /// <inheritdoc/>
    public async Task<Section<NginxTwin>> TwinOfAsync(NginxInstance instance, CancellationToken cancellation) => request.Offline
        ? Section.Blind<NginxTwin>("a private nginx", "--offline: nothing is started or asked")
        : await NginxTwinReader.ReadAsync(instance, scene?.MasterOf(instance), cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public int? PidNow(HostProcess process, bool orSuccessor) => ProcessReader.PidNow(process, orSuccessor);

    /// <inheritdoc/>
    public ImmutableArray<int> WorkersOf(int master) => MasterReader.WorkersNow(master);

    /// <inheritdoc/>
    public async Task<ImmutableArray<ReplayAnswer>> AskAsync(ImmutableArray<Replay> requests, CancellationToken cancellation)
    {
        if (scene is null)
        {
            return [.. requests.Select(_ => new ReplayAnswer(null, "not asked"))];
        }

        var witness = new ProbeWitness(TimeProvider.System, new ProbeSettings { Timeout = ReplayLimit, MaxIdentification = TimeSpan.Zero });
        var answers = await witness.AnswerAsync(scene, [.. requests.Select(r => r.Question)], cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return [.. answers.Cast<ProbeAnswer>().Select(a => new ReplayAnswer(a.Result.Seen?.Status, a.Result.Seen?.Text ?? a.Result.Blind!.Why))];
    }

    /// <inheritdoc/>
    public async Task<Diagnosis.Diagnosis> LookAsync(DateTimeOffset since, CancellationToken cancellation) =>
        (await DiagnoseCommand.DiagnoseAsync(request with { Since = null, SinceMoment = since, SaveScene = null }, cancellation).ConfigureAwait(false)).Diagnosis;

    private static CommandResult Result(CommandOutput output)
    {
        var said = (output.Errors.Length > 0 ? output.Errors : output.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new CommandResult(output is { End: CommandEnd.Exited, ExitCode: 0 }, said.Length == 0 ? $"exit code {output.ExitCode}" : string.Join("; ", said.Take(3)), output.Output, output.ExitCode);
    }

    private sealed class Staying(StayingProgram program) : IStayingProgram
    {
        public Task<CommandResult> Ended { get; } = ResultAsync(program);

        public ValueTask DisposeAsync() => program.DisposeAsync();

        private static async Task<CommandResult> ResultAsync(StayingProgram program) => Result(await program.Ended.ConfigureAwait(false));
    }
}
