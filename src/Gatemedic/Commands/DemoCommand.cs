using System.CommandLine;
using System.Net;
using Gatemedic.Demo;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Repair;
using Gatemedic.Repairing;
using Spectre.Console;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic demo</c>: a private nginx and an application, broken, diagnosed and put right before the user's eyes.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var fault = new Option<string>("--fault") { Description = "what to break", HelpName = "CODE", DefaultValueFactory = _ => DemoFault.All[0].Code };
        fault.AcceptOnlyFromAmong([.. DemoFault.All.Select(f => f.Code)]);
        var noColor = new Option<bool>("--no-color") { Description = "plain text (as NO_COLOR=1)" };
        var command = new Command("demo", "Break a private nginx in a temporary directory, diagnose it, put it right; touches nothing else") { fault, noColor };
        command.SetAction((parsed, cancellation) => RunAsync(
            DemoFault.All.Single(f => f.Code == parsed.GetValue(fault)), parsed.GetValue(noColor), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoFault fault, bool noColor, CancellationToken cancellation)
    {
        if (Find("nginx") is not { } nginx || Find("python3") is not { } python)
        {
            Console.Error.WriteLine("gatemedic: the demonstration needs nginx and python3; install them (Debian: apt-get install nginx python3)");
            return ExitCode.Usage;
        }

        // A closed terminal must not leave an nginx behind.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangUp = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            ended.Cancel();
        });
        try
        {
            await using var stage = await DemoStage.OpenAsync(nginx, python, ended.Token).ConfigureAwait(false);
            return await PlayAsync(stage, fault, noColor, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("gatemedic: interrupted; the demonstration is cleaned up");
            return ExitCode.Unfinished;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(e.Message)}");
            return ExitCode.Unfinished;
        }
    }

    private static async Task<int> PlayAsync(DemoStage stage, DemoFault fault, bool noColor, CancellationToken cancellation)
    {
        void Say(string mark, string text) => Terminal.Print(noColor, console => DemoCommand.Say(console, mark, text));
        Task<bool> ShowAsync(Func<HttpStatusCode, bool> awaited) => DemoCommand.ShowAsync(noColor, stage, awaited, cancellation);
        Say("1", $"A private nginx on {stage.Url.Authority} sends requests to an application on 127.0.0.1:{stage.AppPort}.");
        await stage.RunAppAsync(new DemoApp(), cancellation).ConfigureAwait(false);
        await ShowAsync(s => s == HttpStatusCode.OK).ConfigureAwait(false);

        Say("2", fault.Story);
        await stage.RunAppAsync(fault.App, cancellation).ConfigureAwait(false);
        await ShowAsync(s => (int)s is 502 or 504).ConfigureAwait(false);

        Say("3", $"$ gatemedic diagnose --conf {stage.ConfPath}");
        var request = new DiagnoseRequest { Conf = stage.ConfPath, NoColor = noColor };
        var diagnosis = await DiagnoseCommand.DiagnoseAsync(request, cancellation).ConfigureAwait(false);
        Terminal.Print(noColor, console =>
        {
            new DiagnosisTextRenderer(console).Render(diagnosis.Diagnosis, diagnosis.Duration);
            console.WriteLine();
        });

        Say("4", fault.Cure);
        var found = diagnosis.Diagnosis.Findings.FirstOrDefault();
        if (fault.EditsNginx && found is not null)
        {
            await RepairAsync(stage, request, diagnosis.Diagnosis.Scene, found, cancellation).ConfigureAwait(false);
        }
        else
        {
            await stage.RunAppAsync(new DemoApp(), cancellation).ConfigureAwait(false);
        }

        var healed = await ShowAsync(s => s == HttpStatusCode.OK).ConfigureAwait(false);

        var right = found?.Cause == fault.Code && healed;
        Say(right ? "ok" : "!!", right
            ? $"{fault.Code} was found and put right. On a server: gatemedic, then gatemedic fix"
            : $"expected {fault.Code}, found {found?.Cause ?? "nothing"}; the page {(healed ? "answers" : "still fails")}");
        return right ? ExitCode.Done : ExitCode.Problem;
    }

    /// <summary>As <c>gatemedic fix --yes</c> does it, with a journal of the demonstration's own.</summary>
    private static async Task RepairAsync(DemoStage stage, DiagnoseRequest request, Scene scene, Finding finding, CancellationToken cancellation)
    {
        var store = new RepairStore(Path.Combine(stage.Folder, "repairs"), TimeProvider.System);
        using var held = store.Lock();
        var plan = new RepairPlanner(scene, new RepairChoice()).Plan(finding);
        if (plan.CanApply)
        {
            var told = new List<string>();
            var outcome = await new RepairEngine(store, new LiveHost(request, scene), TimeProvider.System, new ToldProgress(told)).ApplyAsync(plan, cancellation).ConfigureAwait(false);
            Terminal.Print(request.NoColor, console =>
            {
                foreach (var line in told.Append(outcome.Text))
                {
                    console.Write(new Padder(new Text(SafeText.Clean(line)), new Padding(3, 0, 0, 0)));
                }
            });
        }
    }

    private sealed class ToldProgress(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }

    private static void Say(IAnsiConsole console, string mark, string text) =>
        console.Write(new Grid().AddColumn(new GridColumn().Width(2).PadLeft(0).PadRight(1)).AddColumn(new GridColumn().PadLeft(0).PadRight(0))
            .AddRow(new Text(mark, new Style(Color.Aqua, decoration: Decoration.Bold)), new Text(text, new Style(decoration: Decoration.Bold))));

    /// <summary>Asks nginx until the answer is the awaited one (a reload takes a moment), and shows the last.</summary>
    private static async Task<bool> ShowAsync(bool noColor, DemoStage stage, Func<HttpStatusCode, bool> awaited, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await client.GetAsync(stage.Url, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var right = awaited(response.StatusCode);
            if (right || TimeProvider.System.GetElapsedTime(until) > Settle)
            {
                var color = response.IsSuccessStatusCode ? Color.Green : Color.Red;
                Terminal.Print(noColor, console =>
                {
                    console.Write(new Paragraph($"   $ curl -i {stage.Url}   ")
                        .Append($"HTTP {(int)response.StatusCode} {response.ReasonPhrase}", new Style(color, decoration: Decoration.Bold)));
                    console.WriteLine();
                    console.WriteLine();
                });
                return right;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation).ConfigureAwait(false);
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/usr/local/sbin"])
            .Where(d => d.StartsWith('/'))
            .Select(d => Path.Combine(d, program))
            .FirstOrDefault(File.Exists);
}
