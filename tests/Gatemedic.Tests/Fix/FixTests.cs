using System.Diagnostics;
using System.Text.Json;

namespace Gatemedic;

/// <summary>The repair as a user sees it, with a real nginx and a real application, which the demonstration beside it would take for its own.</summary>
[Collection("this host")]
public sealed class FixTests
{
    [Fact]
    public void Repairs_proves_and_undoes_a_wrong_port()
    {
        using var stage = new FixStage();
        var (code, output, errors) = stage.Fix("--yes");
        Assert.True(code == 0, output + errors);
        Assert.Contains("wrong-port: repaired and proved", output, StringComparison.Ordinal);
        Assert.Equal((200, stage.Text.Replace($":{stage.Told};", $":{stage.Real};", StringComparison.Ordinal)), (stage.Status(), File.ReadAllText(stage.Conf)));

        Assert.Contains("proved", stage.Fix("--history").Output, StringComparison.Ordinal);
        Assert.Equal(0, stage.Fix("--undo").Code);
        Assert.Equal((502, stage.Text), (stage.Status(), File.ReadAllText(stage.Conf)));
        Assert.Equal((2, "gatemedic: no repair stands that could be taken back\n"), stage.Fix("--undo") is var again ? (again.Code, again.Errors) : default);
        Assert.Equal(1, stage.Fix("--history").Output.Split('\n').Count(l => l.EndsWith("taken back", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1, "--dry-run")]
    [InlineData(2)]
    [InlineData(0, "--export", "patch")]
    public void Changes_nothing_before_somebody_agrees(int exit, params string[] arguments)
    {
        using var stage = new FixStage();
        var (code, output, errors) = stage.Fix(arguments);
        Assert.True(code == exit, output + errors);
        Assert.Contains($"+        location / {{ proxy_pass http://127.0.0.1:{stage.Real}; }}", output, StringComparison.Ordinal);
        Assert.Equal((502, stage.Text), (stage.Status(), File.ReadAllText(stage.Conf)));
    }

    [Fact]
    public void The_exported_script_does_the_same()
    {
        using var stage = new FixStage();
        File.WriteAllText(stage.At("fix.sh"), stage.Fix("--export", "shell").Output);
        using var shell = Process.Start(new ProcessStartInfo("sh", [stage.At("fix.sh")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = shell.StandardOutput.ReadToEnd() + shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, said);
        Assert.True(SpinWait.SpinUntil(() => stage.Status() == 200, TimeSpan.FromSeconds(10)), said);
        Assert.Equal(stage.Text, File.ReadAllText(stage.Conf + ".before-gatemedic"));
    }

    [Fact]
    public void The_exported_playbook_holds_the_whole_file()
    {
        using var stage = new FixStage();
        var content = stage.Fix("--export", "ansible").Output.Split('\n').Single(l => l.Trim().StartsWith("content: ", StringComparison.Ordinal)).Trim()["content: ".Length..];
        Assert.Equal(stage.Text.Replace($":{stage.Told};", $":{stage.Real};", StringComparison.Ordinal), JsonSerializer.Deserialize<string>(content));
    }

    [Fact]
    public void A_file_that_a_configuration_manager_writes_gets_a_patch_and_no_edit()
    {
        using var stage = new FixStage("# Ansible managed");
        var (code, output, errors) = stage.Fix("--yes");
        Assert.True(code == 1, output + errors);
        Assert.Contains("is written by Ansible", output, StringComparison.Ordinal);
        Assert.Equal((502, stage.Text), (stage.Status(), File.ReadAllText(stage.Conf)));
        Assert.Contains("+++ b" + stage.Conf, stage.Fix("--export", "patch").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fast_repair_edits_nothing()
    {
        using var stage = new FixStage();
        var (code, output, errors) = stage.Fix("--fast", "--yes");
        Assert.True(code == 1, output + errors);
        Assert.Equal((502, stage.Text), (stage.Status(), File.ReadAllText(stage.Conf)));
    }

    [Theory]
    [InlineData(1, "PLAN", "--dry-run")]
    [InlineData(2, "PLAN")]
    [InlineData(0, "REPAIRED", "--yes")]
    public void Gives_one_page_of_html(int exit, string state, params string[] arguments)
    {
        using var stage = new FixStage();
        var (code, output, errors) = stage.Fix([.. arguments, "--format", "html"]);
        Assert.True(code == exit, output + errors);
        Assert.Contains($"\">{state}</span><h1>", output, StringComparison.Ordinal);
        Assert.Contains($"<ins>+        location / {{ proxy_pass http://127.0.0.1:{stage.Real}; }}</ins>", output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_interrupted_takes_back_what_it_did_and_tells_so_in_one_page()
    {
        using var stage = new FixStage();
        stage.InterruptAtReload();
        var (code, output, errors) = stage.Fix("--yes", "--format", "html");
        Assert.True(code == 1, output + errors);
        Assert.Contains("NOT REPAIRED</span><h1>wrong-port: did not help; taken back, all is as before</h1>", output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", output, StringComparison.Ordinal);
        Assert.Equal((502, stage.Text), (stage.Status(), File.ReadAllText(stage.Conf)));
    }

    [Fact]
    public void Speaks_one_object_of_json()
    {
        using var stage = new FixStage();
        var (code, output, errors) = stage.Fix("--yes", "--format", "json");
        Assert.True(code == 0, output + errors);
        using var document = JsonDocument.Parse(output);
        var repair = document.RootElement.GetProperty("repairs").EnumerateArray().Single();
        Assert.Equal(("gatemedic/repair/1", "wrong-port", "point-nginx-at-listener", "proved"), (
            document.RootElement.GetProperty("schema").GetString(), repair.GetProperty("cause").GetString(), repair.GetProperty("remedy").GetString(), repair.GetProperty("state").GetString()));
    }
}
