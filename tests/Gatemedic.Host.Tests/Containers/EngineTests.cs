using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Host.Tests;

/// <summary>How an engine is asked, and what of its answer is taken.</summary>
public sealed class EngineTests
{
    [Fact]
    public async Task Asks_by_HTTP_over_a_unix_socket_and_takes_no_more_than_it_wants()
    {
        using var place = new TemporaryDirectory();
        var path = place / "engine.sock";
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(path));
        server.Listen();
        var answered = Task.Run(() =>
        {
            using var connection = server.Accept();
            var buffer = new byte[1024];
            var request = Encoding.ASCII.GetString(buffer, 0, connection.Receive(buffer));
            connection.Send(Encoding.ASCII.GetBytes("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + new string('x', 100_000)));
            return request.Split("\r\n")[0];
        });
        var reply = await EngineCall.GetAsync(path, "/containers/json", 50_000, default);
        Assert.Equal((200, 50_000, true), (reply.Status, reply.Body.Length, reply.IsCut));
        server.Close();
        Assert.Equal("GET /containers/json HTTP/1.0", await answered);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n{}", 404, "{}")]
    [InlineData("HTTP/1.0 200 OK\r\n", 0, "")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", 0, "")]
    [InlineData("", 0, "")]
    public void Takes_status_and_header_off(string answer, int status, string body)
    {
        var reply = EngineCall.Parse(Encoding.ASCII.GetBytes(answer), 100, false);
        Assert.Equal((status, body), (reply.Status, Encoding.ASCII.GetString(reply.Body.Span)));
    }

    [Theory]
    [InlineData(0, "out\nerr\n")]
    [InlineData(1, "out\n")]
    [InlineData(2, "err\n")]
    public void Takes_the_streams_of_a_log_apart(byte stream, string text) =>
        Assert.Equal(text, Encoding.ASCII.GetString(LogFrames.Text(Encoding.ASCII.GetBytes("\u0001\0\0\0\0\0\0\u0004out\n\u0002\0\0\0\0\0\0\u0004err\n"), stream).Span));

    [Theory]
    [InlineData("bare text of a terminal\n", "bare text of a terminal\n")]
    [InlineData("\u0001\0\0\0\u007f\u007f\u007f\u007fcut off", "cut off")]
    [InlineData("\u0001\0\0", "\u0001\0\0")]
    public void Takes_a_log_as_far_as_it_goes(string body, string text) =>
        Assert.Equal(text, Encoding.ASCII.GetString(LogFrames.Text(Encoding.ASCII.GetBytes(body)).Span));
}
