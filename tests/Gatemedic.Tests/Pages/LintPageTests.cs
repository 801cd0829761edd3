using System.Collections.Immutable;
using System.Text;
using Gatemedic.Lint;
using Gatemedic.Linting;
using Gatemedic.Nginx;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>What lint finds, as a page.</summary>
public sealed class LintPageTests
{
    private const string Text = "# \u001b[2J\nserver {\n    listen 80;\n    location \"/<b>|`x`\" { proxy_pass https://a.example; }\n    # gatemedic:ignore upstream-tls-without-sni one <i>site</i>\n    location /b { proxy_pass https://b.example; }\n}\n";

    [Fact]
    public void Tells_each_finding_with_its_line_its_source_and_the_remedy() => Assert.Equal(
        """
        # WARNINGS: 1 warning in 1 file

        - **Checked:** /x/`a`.conf
        - **Only:** the route of http://h/
        - **Judged for:** nginx 1.22.1 (here)

        ## /x/`a`.conf

        ### line 4: upstream-tls-without-sni (warning)

        ```nginx
        location "/<b>|`x`" { proxy_pass https://a.example; }
        ```

        the handshake with "a.example" carries no server name, because proxy&#95;ssl&#95;server&#95;name is off: a server of several sites refuses it or answers with another site's certificate

        - **remedy** set "proxy&#95;ssl&#95;server&#95;name on;" beside it (`gatemedic explain upstream-tls-without-sni`)

        ## Ignored by comments

        - **upstream-tls-without-sni** one &#60;i&#62;site&#60;/i&#62; (`` /x/`a`.conf:6 ``)

        """.Replace("/x/`a`.conf\n", "/x/&#96;a&#96;.conf\n", StringComparison.Ordinal),
        RenderedPage.Of(LintPage.Of(Report(Text) with { Url = "http://h/" }), "markdown"));

    [Fact]
    public void A_configuration_without_fault_is_clean() => Assert.Equal(
        "# CLEAN: nothing found\n\n- **Checked:** /x/&#96;a&#96;.conf\n- **Judged for:** nginx 1.22.1 (here)\n", RenderedPage.Of(LintPage.Of(Report("server { listen 80; }\n")), "markdown"));

    private static LintReport Report(string text)
    {
        const string path = "/x/`a`.conf";
        ImmutableArray<ICheck> checks = [CheckCatalog.Find("upstream-tls-without-sni")!];
        var files = new ConfigSnapshot(path, "/", [new ConfigFile(path, Encoding.UTF8.GetBytes(text))], []);
        var tree = ConfigParser.Parse(files, path);
        var subject = new LintSubject(tree, ConfigModel.From(tree, "/")) { Version = new NginxVersion(1, 22, 1), Files = files };
        return new LintReport([new LintedInput(new LintInput(subject, files, path, "here"), new Linter(checks).Run(subject, files))], checks);
    }
}
