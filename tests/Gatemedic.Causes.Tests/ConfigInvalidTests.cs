using Gatemedic.Diagnosis;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What recorded cases cannot say of config-invalid: which slips are mended, and what is no fault of the configuration.</summary>
public sealed class ConfigInvalidTests
{
    // What nginx 1.22.1 says of each, with its line.
    [Theory]
    [InlineData("proxy_pass http://127.0.0.1:1\n            proxy_set_header Host $host;", "invalid number of arguments in \"proxy_pass\" directive", 10, "proxy_pass http://127.0.0.1:1;\n")]
    [InlineData("proxy_pass http://127.0.0.1:1", "unexpected \"}\"", 10, "proxy_pass http://127.0.0.1:1;\n")]
    [InlineData("proxy_pass http://127.0.0.1:1 # the shop\n            proxy_set_header Host $host;", "invalid number of arguments in \"proxy_pass\" directive", 10, "proxy_pass http://127.0.0.1:1; # the shop")]
    [InlineData("proxy_pas http://127.0.0.1:1;", "unknown directive \"proxy_pas\"", 9, "proxy_pass http://127.0.0.1:1;")]
    [InlineData("proxy_set_haeder Host x;\n            proxy_pass http://127.0.0.1:1;", "unknown directive \"proxy_set_haeder\"", 9, "proxy_set_header Host x;")]
    public void Mends_a_plain_slip(string statements, string message, int line, string mended)
    {
        var diagnosis = Tested(Location(statements), message, line).Diagnose();
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("config-invalid", Severity.Warning, true), (finding.Cause, finding.Severity, finding.Remedies[0].Automatic));
        Assert.Contains(mended, finding.Remedies[0].Edited(diagnosis.Scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy_pass http://127.0.0.1:1;\n            brotli on;", "unknown directive \"brotli\"", 10)]
    [InlineData("proxy_pass http://127.0.0.1:1; }", "unexpected \"}\"", 13)]
    [InlineData("proxy_pass\n            http://127.0.0.1:1\n            ;\n            proxy_pass http://127.0.0.1:2;", "\"proxy_pass\" directive is duplicate", 12)]
    public void Only_shows_the_place_where_a_person_has_to_judge(string statements, string message, int line)
    {
        var remedy = Assert.Single(Assert.Single(Tested(Location(statements), message, line).Diagnose().Findings).Remedies);
        Assert.Equal((false, 0), (remedy.Automatic, remedy.Edits.Length));
    }

    [Theory]
    [InlineData("host not found in upstream \"shop.internal\"")]
    [InlineData("open() \"/run/nginx.pid\" failed (13: Permission denied)")]
    [InlineData("bind() to 0.0.0.0:80 failed (98: Address already in use)")]
    [InlineData("cannot load certificate key \"/etc/ssl/k.pem\": BIO_new_file() failed (SSL: error:8000000D:system library::Permission denied:calling fopen)")]
    public void What_lies_outside_the_configuration_is_none_of_it(string message) =>
        Assert.DoesNotContain(Tested(Location("return 204;"), message, 9).Diagnose().Findings, f => f.Cause == "config-invalid");

    [Fact]
    public void Is_critical_where_nginx_is_down_because_of_it_and_explains_that()
    {
        var finding = Assert.Single(Tested(Location("proxy_pass http://127.0.0.1:1").Stopped(), "unexpected \"}\"", 10).Diagnose().Findings);
        Assert.Equal(("config-invalid", Severity.Critical), (finding.Cause, finding.Severity));
    }

    [Fact]
    public void Is_found_offline_by_the_grammar() =>
        Assert.Equal("config-invalid", Location("proxy_pass http://127.0.0.1:1").Offline().First()?.Cause);

    [Fact]
    public void Nginxs_own_word_that_it_loads_outweighs_an_old_line() =>
        Assert.Empty(Location("return 204;").Error("[emerg] 811#811: unexpected \"}\" in /etc/nginx/nginx.conf:10").Diagnose().Findings);

    private static Staged Tested(Staged staged, string message, int line)
    {
        staged.Witness.Test = new ConfigurationTest(false, message, Staged.Conf, line);
        return staged.App("node a.js", "127.0.0.1:1", Nginx.Protocol.Http).App("node b.js", "127.0.0.1:2", Nginx.Protocol.Http, pid: 12);
    }
}
