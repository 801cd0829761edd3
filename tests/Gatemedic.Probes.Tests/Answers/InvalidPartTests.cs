using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes.Tests;

/// <summary>What of an answer breaks nginx's rules.</summary>
public sealed class InvalidPartTests
{
    [Theory]
    [InlineData("HTTP/1.1 OK\r\n\r\n", "status-line", "HTTP/1.1 O", null)]
    [InlineData("HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n", "header-line", "Bad ", null)]
    [InlineData("HTTP/1.1 200 OK\r\nA: x\0y\r\n\r\n", "header-line", "A: x\\x00", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n", "duplicate-content-length", "more than one Content-Length", "1.23.0")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n", "content-length", "Content-Length \"2, 2\"", "1.23.0")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\ncontent-length: 2\r\n\r\n", "length-and-transfer-encoding", "both Content-Length and Transfer-Encoding", "1.23.0")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "transfer-encoding", "Transfer-Encoding \"gzip, chunked\"", "1.23.0")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "duplicate-transfer-encoding", "more than one Transfer-Encoding", "1.23.0")]
    public void A_header_that_breaks_a_rule_says_which(string text, string rule, string part, string? since) =>
        Assert.Equal(new InvalidPart(rule, part, since), HeaderParser.Parse(Encoding.Latin1.GetBytes(text), StatusLineRule.Required)?.Invalid);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nA\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    public void What_breaks_none_is_not_blamed(string text) =>
        Assert.Null(HeaderParser.Parse(Encoding.Latin1.GetBytes(text), StatusLineRule.Required)?.Invalid);

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", null)]
    [InlineData("5;a=b\nhello\nA \r\n0123456789\r\n0\r\nT: x\r\n\r\n", null)]
    [InlineData("5\r\nhello\r", null)]
    [InlineData("5\r\nhel", null)]
    [InlineData("", null)]
    [InlineData("fff", null)]
    [InlineData("xyz\r\nhello\r\n", "xyz")]
    [InlineData("\r\n5\r\n", "")]
    [InlineData("5\r\nhello world\r\n", " world")]
    [InlineData("-5\r\n", "-5")]
    [InlineData("ffffffffffffffff\r\n", "ffffffffffffffff")]
    public void A_bad_chunk_is_found(string body, string? part) =>
        Assert.Equal(part is null ? null : new InvalidPart("chunk", part), ChunkedBody.Fault(Encoding.Latin1.GetBytes(body)));

    [Fact]
    public void Any_bytes_can_be_read_as_chunks()
    {
        var random = new Random(3);
        for (var turn = 0; turn < 20_000; turn++)
        {
            _ = ChunkedBody.Fault(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "0125af\r\n\r\n; x\0"[random.Next(14)]))));
        }
    }
}
