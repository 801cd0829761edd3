using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>HTTP/1 as proxy_pass speaks it: 1.0 by default, 1.1 where it is told so.</summary>
internal sealed class HttpDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "http";

    /// <inheritdoc/>
    public override string Asks => "a plain HTTP request";

    /// <inheritdoc/>
    public override byte[] Opening(ProbeRequest request) => Encoding.ASCII.GetBytes(
        $"GET {RequestText.Target(request)} HTTP/{(request.HttpVersion == "1.1" ? "1.1" : "1.0")}\r\nHost: {RequestText.Host(request)}\r\nConnection: close\r\nUser-Agent: gatemedic\r\n\r\n");

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received) => HeaderParser.Parse(received, StatusLineRule.Required);
}
