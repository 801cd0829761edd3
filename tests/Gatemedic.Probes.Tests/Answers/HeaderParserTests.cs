using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes.Tests;

/// <summary>Response headers, taken and refused as nginx does.</summary>
public sealed class HeaderParserTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody", 200, 30)]
    [InlineData("HTTP/1.0 404\r\n\r\n", 404, 16)]
    [InlineData("HTTP/1.1 500 Internal\nA: b\n\nbody", 500, 28)]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", null, null)]
    [InlineData("HTTP/1.1 200 OK\r\nNoColon\r\n\r\n", 200, 28)]
    [InlineData("HTTP/1.1 200 OK\r\nEmpty:\r\n\r\n", 200, 27)]
    [InlineData("HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\n\r\n", 200, 36)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200, 59)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n\r\n", 201, 49)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", 101, 36)]
    public void Counts_the_header_through_its_empty_line(string text, int? status, int? bytes)
    {
        var reply = Http(text)!;

        Assert.Equal((status, bytes), reply.Outcome == ProbeOutcome.Answered ? (reply.Status, reply.HeaderBytes) : (null, null));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n", "invalid header \"Bad \"")]
    [InlineData("HTTP/1.1 200 OK\r\n folded\r\n\r\n", "invalid header \" \"")]
    [InlineData("HTTP/1.1 200 OK\r\n: x\r\n\r\n", "invalid header \":\"")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", "invalid header \"A: b\\x00\"")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "invalid header \"A: b\"")]
    [InlineData("HTTP/1.1 200 OK\r\nA\u0001", "invalid header \"A\\x01\"")]
    [InlineData("<html>", "the peer sent no valid HTTP/1.0 header")]
    [InlineData("HTTP/x", "the peer sent no valid HTTP/1.0 header")]
    [InlineData("HTTP/1.1 20", null)]
    [InlineData("HTTP/1.1 2000 x", "the peer sent no valid HTTP/1.0 header")]
    [InlineData("HTTP/1.1 99 x", "the peer sent no valid HTTP/1.0 header")]
    [InlineData("HTT", null)]
    [InlineData("", null)]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n", null)]
    public void Refuses_what_nginx_refuses_and_waits_for_the_rest(string text, string? words)
    {
        var reply = Http(text);

        Assert.Equal((words is null ? null : ProbeOutcome.OtherProtocol, words), (reply?.Outcome, reply?.Text));
    }

    [Theory]
    [InlineData("Status: 404 Not Found\r\nX: y\r\n\r\n", 404)]
    [InlineData("Content-Type: text/html\r\n\r\n", 200)]
    [InlineData("Location: /there\r\n\r\n", 302)]
    [InlineData("Status: 201\nLocation: /there\n\n", 201)]
    [InlineData("HTTP/1.1 503 Busy\r\n\r\n", 503)]
    public void Takes_a_status_from_where_a_gateway_protocol_has_it(string text, int status) =>
        Assert.Equal((ProbeOutcome.Answered, status), Outcome(HeaderParser.Parse(Encoding.Latin1.GetBytes(text), StatusLineRule.OrStatusHeader)));

    [Fact]
    public void Refuses_a_status_header_that_is_no_number() =>
        Assert.Equal("invalid status \"fine\"", HeaderParser.Parse("Status: fine\r\n\r\n"u8, StatusLineRule.StatusHeader)?.Text);

    [Theory]
    [InlineData("Content-Length: 1\r\nContent-Length: 1", "answered 200, with more than one Content-Length, which nginx 1.23.0 and newer refuse")]
    [InlineData("Content-Length: 1\r\nTransfer-Encoding: chunked", "answered 200, with both Content-Length and Transfer-Encoding, which nginx 1.23.0 and newer refuse")]
    public void Notices_framing_that_newer_nginx_refuses(string lines, string words) =>
        Assert.Equal(words, Http($"HTTP/1.1 200 OK\r\n{lines}\r\n\r\n")?.Text);

    /// <summary>However the bytes come in pieces, the first verdict is that of the whole, as long as nothing after it counts.</summary>
    [Fact]
    public void The_verdict_does_not_depend_on_how_the_bytes_come_in_pieces()
    {
        var letters = Gen.Elements("HTTP/1.1 200 OK\r\n", "Status: 404\r\n", "A: b", "\r\n", "\n", "\r", ":", " ", "\0", "\u0001", "HTTP/", "103", "x");
        var texts = Gen.ListOf(letters).Select(parts => string.Concat(parts)).ToArbitrary();
        Prop.ForAll(texts, Gen.Elements(StatusLineRule.Required, StatusLineRule.OrStatusHeader, StatusLineRule.StatusHeader).ToArbitrary(), (text, rule) =>
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            var whole = HeaderParser.Parse(bytes, rule);
            var first = Enumerable.Range(0, bytes.Length + 1).Select(length => HeaderParser.Parse(bytes.AsSpan(0, length), rule)).FirstOrDefault(reply => reply is not null);
            return whole == first;
        }).QuickCheckThrowOnFailure();
    }

    private static Reply? Http(string text) => HeaderParser.Parse(Encoding.Latin1.GetBytes(text), StatusLineRule.Required);

    private static (ProbeOutcome?, int?) Outcome(Reply? reply) => (reply?.Outcome, reply?.Status);
}
