using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>What goes out and how what comes back is judged, protocol by protocol.</summary>
public sealed class DialectTests
{
    private static readonly ProbeRequest Request = new("example.org", "/a?b=c");

    [Fact]
    public void Http_asks_as_nginx_does_by_default() => Assert.Equal(
        "GET /a?b=c HTTP/1.0\r\nHost: example.org\r\nConnection: close\r\nUser-Agent: gatemedic\r\n\r\n",
        Encoding.ASCII.GetString(new HttpDialect().Opening(Request)));

    [Fact]
    public void A_hostile_configuration_cannot_add_a_header() => Assert.Equal(
        "GET /a%0D%0AX:%20y HTTP/1.0\r\nHost: hX:y\r\nConnection: close\r\nUser-Agent: gatemedic\r\n\r\n",
        Encoding.ASCII.GetString(new HttpDialect().Opening(new ProbeRequest("h\r\nX: y", "a\r\nX: y"))));

    [Fact]
    public void Scgi_is_a_netstring_that_begins_with_the_length()
    {
        var text = Encoding.ASCII.GetString(new ScgiDialect().Opening(Request));

        Assert.Matches(@"\A\d+:CONTENT_LENGTH\x000\x00SCGI\x001\x00[^,]*,\z", text);
        Assert.Equal(int.Parse(text[..text.IndexOf(':')]), text.Length - text.IndexOf(':') - 2);
    }

    [Theory]
    [InlineData("VERSION 1.6.18\r\n", ProbeOutcome.Answered)]
    [InlineData("VERS", null)]
    [InlineData("+PONG\r\n", ProbeOutcome.OtherProtocol)]
    public void Memcached_says_its_version(string answer, ProbeOutcome? outcome) =>
        Assert.Equal(outcome, FixedDialect.Memcached.Judge(Encoding.ASCII.GetBytes(answer))?.Outcome);

    [Fact]
    public void FastCgi_joins_output_from_several_records_and_keeps_what_was_complained()
    {
        byte[] answer =
        [
            .. FastCgiRecords.Record(FastCgiRecords.Stderr, "Primary script unknown\n"u8),
            .. FastCgiRecords.Record(FastCgiRecords.Stdout, "Status: 404 Not Found\r\nConte"u8),
            .. FastCgiRecords.Record(FastCgiRecords.Stdout, "nt-Type: text/html\r\n\r\nFile not found.\n"u8),
        ];

        Assert.Equal(
            new Reply(ProbeOutcome.Answered, "answered 404, stderr: \"Primary script unknown\"") { Status = 404, HeaderBytes = 50 },
            new FastCgiDialect().Judge(answer));
    }

    [Theory]
    [InlineData(new byte[] { 72 }, "unsupported FastCGI protocol version: 72")]
    [InlineData(new byte[] { 1, 5 }, "invalid FastCGI record type: 5")]
    [InlineData(new byte[] { 1, 6, 9 }, "unexpected FastCGI request id high byte: 9")]
    [InlineData(new byte[] { 1, 6, 0, 2 }, "unexpected FastCGI request id low byte: 2")]
    public void FastCgi_refuses_records_in_the_words_of_nginx(byte[] answer, string words) =>
        Assert.Equal(Reply.Other(words), new FastCgiDialect().Judge(answer));

    [Fact]
    public void FastCgi_that_ends_without_a_header_closed_early() => Assert.Equal(
        new Reply(ProbeOutcome.ClosedEarly, "the peer ended the FastCGI request without a header"),
        new FastCgiDialect().Judge(FastCgiRecords.Record(FastCgiRecords.End, new byte[8])));

    [Fact]
    public void Takes_any_bytes_without_a_fault()
    {
        Dialect[] dialects =
        [
            new HttpDialect(), new FastCgiDialect(), new UwsgiDialect(), new ScgiDialect(), new Http2Dialect(),
            FixedDialect.Memcached, FixedDialect.Redis, FixedDialect.PostgreSql,
        ];

        Prop.ForAll<byte[]>(bytes =>
        {
            foreach (var dialect in dialects)
            {
                _ = dialect.Judge(bytes);
                _ = dialect.Judge([1, 6, 0, 1, .. bytes]);
                _ = Fingerprints.Recognise(bytes, dialect.Asks);
            }

            return Printable.Of(bytes, 80) is { Length: <= 80 } text && text.All(character => character is >= ' ' and < '\x7f');
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Scgi_and_memcached_answer_through_the_witness()
    {
        using var scgi = RawServer.Answering("Status: 204 No Content\r\n\r\n");
        using var memcached = RawServer.Answering("VERSION 1.6.18\r\n");

        Assert.Equal(204, (await Asking.ProbeAsync(scgi.Address, Protocol.Scgi)).Status);
        Assert.Equal("answered the memcached command version", (await Asking.ProbeAsync(memcached.Address, Protocol.Memcached)).Text);
    }
}
