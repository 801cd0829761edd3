namespace Gatemedic.Host.Tests;

public sealed class RedactionTests
{
    /// <summary>Arguments divided by "|" and what is left of them.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { "node|server.js|--port|3000", "node server.js --port 3000" },
        { "app|--password=hunter2|-v", "app --password=*** -v" },
        { "app|--db-password|hunter2|--port|1", "app --db-password *** --port 1" },
        { "app|--api-key|abc", "app --api-key ***" },
        { "env|DB_PASSWORD=x y|API_TOKEN=abc|SECRET_KEY_BASE=s|KEY=k", "env DB_PASSWORD=*** API_TOKEN=*** SECRET_KEY_BASE=*** KEY=***" },
        { "app|postgres://user:pa55@db:5432/x", "app postgres://user:***@db:5432/x" },
        { "celery|-b|redis://:s3cret@127.0.0.1:6379/0", "celery -b redis://:***@127.0.0.1:6379/0" },
        { "mysql|-uroot|-psecret|shop", "mysql -uroot -p*** shop" },
        { "/usr/bin/mysqldump|-psecret", "/usr/bin/mysqldump -p***" },
        { "nginx|-p|/srv/www", "nginx -p /srv/www" },
        { "ssh|-p2222|host", "ssh -p2222 host" },
        { "curl|-H|Authorization: Bearer abcdef.ghijkl", "curl -H Authorization: Bearer ***" },
        { "app|http://h/?access_token=abc&x=1", "app http://h/?access_token=***&x=1" },
        { "app|{\"token\": \"abc\", \"port\": 1}", "app {\"token\": \"***\", \"port\": 1}" },
        { "app|ghp_0123456789abcdefghijklmnopqrstuvwxyz", "app ***" },
        { "app|--keepalive=5|--author=me|--monkey=1", "app --keepalive=5 --author=me --monkey=1" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Takes_secrets_out_of_a_command_and_leaves_the_rest(string arguments, string expected) =>
        Assert.Equal(expected, Redaction.Command([.. arguments.Split('|')]));

    [Theory]
    [InlineData("nginx: master process nginx -c /x", "nginx: master process nginx -c /x")]
    [InlineData("/usr/bin/app --token abc --port 1", "/usr/bin/app --token *** --port 1")]
    [InlineData("/usr/bin/app --token --port 1", "/usr/bin/app --token --port 1")]
    public void Takes_secrets_out_of_a_line(string line, string expected) => Assert.Equal(expected, Redaction.Line(line));

    [Fact]
    public void Ends_soon_on_a_line_made_to_be_slow() =>
        Assert.Equal(4096, Redaction.Line(new string('a', 1_000_000)).Length);
}
