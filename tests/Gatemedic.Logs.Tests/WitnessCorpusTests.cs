namespace Gatemedic.Logs.Tests;

/// <summary>What real programs wrote when they were made to fail: php-fpm 8.2, gunicorn 20.1, uvicorn, uWSGI 2.0.21, Node.js 20, Apache 2.4, supervisor 4.</summary>
public sealed class WitnessCorpusTests
{
    [Theory]
    [InlineData("fpm.log", 0, "")]
    [InlineData("fpm-slow-access.log", 0, "")]
    [InlineData("gunicorn.log", 0, "")]
    [InlineData("uvicorn.log", 0, "")]
    [InlineData("uwsgi.log", 0, "")]
    [InlineData("node.log", 0, "")]
    [InlineData("apache.log", 0, "")]
    [InlineData("supervisor.log", 0, "")]
    public void Recognises_what_a_program_wrote(string name, int unknown, string signatures)
    {
        var found = Mixed.Corpus(name);
        Assert.Equal((unknown, signatures), (found.UnknownLines, found.Signatures));
    }
}
