using System.Diagnostics;

namespace Gatemedic.Manual;

/// <summary>Completion, asked of real shells.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("gatemedic li", "lint")]
    [InlineData("gatemedic --nag", "--nagios")]
    [InlineData("gatemedic lint --fo", "--format")]
    [InlineData("gatemedic lint --format ", "github html json markdown sarif text")]
    [InlineData("gatemedic logs --format = h", "html")]
    [InlineData("gatemedic explain wrong-", "wrong-port")]
    [InlineData("gatemedic logs --conf /etc/hostn", "/etc/hostname")]
    [InlineData("gatemedic diagnose --since ", "")]
    public void Bash_offers_what_fits(string line, string offered)
    {
        const string ask = """source <("$0" completion bash); read -ra COMP_WORDS <<<"$1"; [[ $1 == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _gatemedic 2>&1; echo "${COMPREPLY[*]}" """;
        Assert.Equal(offered + "\n", Ask("bash", "-c", ask, Binary.Path, line));
    }

    [Theory]
    [InlineData("gatemedic li", "lint")]
    [InlineData("gatemedic --nag", "--nagios")]
    [InlineData("gatemedic lint --fo", "--format")]
    [InlineData("gatemedic lint --format ", "github html json markdown sarif text")]
    [InlineData("gatemedic explain wrong-", "wrong-port")]
    [InlineData("gatemedic logs --conf /etc/hostn", "/etc/hostname")]
    [InlineData("gatemedic diagnose --since ", "")]
    public void Fish_offers_what_fits(string line, string offered)
    {
        var answer = Ask("fish", "--no-config", "-c", $"{Binary.Path} completion fish | source; complete -C '{line}'");
        Assert.Equal(offered, string.Join(' ', answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0])));
    }

    [Theory]
    [InlineData("gatemedic ", "lint", "Check an nginx configuration", "route")]
    [InlineData("gatemedic --c", "--conf", "--critical")]
    [InlineData("gatemedic lint --format ", "github", "sarif")]
    [InlineData("gatemedic explain upstream-r", "upstream-reset", "upstream-returned-502")]
    [InlineData("gatemedic logs --conf /etc/host", "hostname", "hosts")]
    public void Zsh_offers_what_fits(string line, params string[] offered)
    {
        using var folder = new Folder();
        folder.Write("_gatemedic", Binary.Run("completion", "zsh").Output);
        var answer = Ask("zsh", "-f", Repository.Path("tests", "Gatemedic.Tests", "Manual", "complete.zsh"), folder.At(""), line, offered[^1]);
        Assert.All(offered, o => Assert.Contains(o, answer, StringComparison.Ordinal));
    }

    private static string Ask(string shell, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(60_000), $"{shell} hangs");
        return answer.Result;
    }
}
