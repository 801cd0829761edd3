using Gatemedic.Lab.Format;

namespace Gatemedic.Lab.Host;

/// <summary>A part of the experiment that did not go as the file says.</summary>
internal sealed class NotAsStagedException(string message) : Exception(message);

/// <summary>Carries out the steps and requests of a scenario in a tiny host.</summary>
internal sealed class Stagehand(ILabHost host, CancellationToken cancel)
{
    /// <summary>Puts the scenario's files and applications in their places.</summary>
    public async Task Furnish(Scenario scenario)
    {
        foreach (var (path, text) in scenario.Files)
        {
            await host.Write(path, text, cancel);
        }

        foreach (var (path, app) in scenario.Apps)
        {
            await Do(new Step { Run = $"install -D -m 644 /mnt/apps/{app} {path}" });
        }
    }

    /// <summary>Brings up what the scenario's machine has beside what every tiny host has.</summary>
    public async Task Equip(Scenario scenario)
    {
        if (scenario.Machine == "docker")
        {
            await Do(new Step { Run = "engine start" });
        }
    }

    /// <summary>Takes down what would leave traces outside of the tiny host.</summary>
    public static Task TakeDown(ILabHost host, Scenario scenario) =>
        scenario.Machine == "docker" ? host.Run(["engine", "stop"], 20, CancellationToken.None) : Task.CompletedTask;

    /// <summary>Does the steps in their order.</summary>
    /// <exception cref="NotAsStagedException">A step failed, or should have.</exception>
    public async Task Do(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            await Do(step);
        }
    }

    /// <summary>Sends a request as often as it says and checks statuses and log.</summary>
    public async Task Ask(Request request)
    {
        var data = request.Data.Length == 0 ? "" : $"--data '{request.Data}' ";
        // curl: 7 = refused, 1 = HTTP/0.9, which is what nginx makes of bytes that are no HTTP.
        var sent = await host.Run($$"""
            for turn in $(seq {{request.Times}}); do
              status=$(curl -sk -o /mnt/out/body -w '%{http_code}' --max-time 20 -X {{request.Method}} {{data}}'{{request.Url}}')
              case $? in 0) echo $status ;; 7) echo refused ;; 1) echo garbage ;; *) echo "curl-$?" ;; esac
            done
            """, cancel, 120);
        var seen = sent.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Order().ToArray();
        if (!seen.SequenceEqual(request.Status.Order()))
        {
            throw new NotAsStagedException($"{request.Method} {request.Url} gave {string.Join(", ", seen)}, not {string.Join(", ", request.Status)}{await Tail()}");
        }

        foreach (var text in request.Log)
        {
            if ((await host.Run(["await", "log", text], 15, cancel)).Exit != 0)
            {
                throw new NotAsStagedException($"the error log does not say: {text}{await Tail()}");
            }
        }
    }

    private async Task Do(Step step)
    {
        var outcome = await host.Run(step.Ready.Count == 0 ? Foreground(step) : Background(step), cancel);
        if (step.Fails.Length > 0 ? outcome.Exit == 0 || !outcome.Text.Contains(step.Fails, StringComparison.Ordinal) : outcome.Exit != 0)
        {
            throw new NotAsStagedException($"step \"{step.Run.Trim()}\" gave exit {outcome.Exit}: {outcome.Text}{await Tail()}");
        }
    }

    private static string Foreground(Step step) => $"cd {step.In} && {User(step)}bash -euc {Quote(step.Run)}";

    private static string Background(Step step) => $$"""
        cd {{step.In}}
        setsid {{User(step)}}bash -uc {{Quote(step.Run)}} >/mnt/out/{{step.Name}} 2>&1 </dev/null &
        echo $! >/mnt/pid/{{step.Name}}
        {{string.Join('\n', step.Ready.Select(condition => $"await {condition} || {{ cat /mnt/out/{step.Name}; exit 1; }}"))}}
        """;

    private static string User(Step step) =>
        step.As.Length == 0 ? "" : $"setpriv --reuid {step.As} --regid {step.As} --init-groups ";

    private static string Quote(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    private async Task<string> Tail() => "\n" + (await host.Run("tail -qn 4 /var/log/nginx/error.log", cancel)).Text;
}
