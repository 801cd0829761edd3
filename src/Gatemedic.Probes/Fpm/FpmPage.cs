using System.Buffers.Binary;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>A page that PHP-FPM itself answers, not a script: asked for by its path, read whole. One object for each exchange.</summary>
/// <param name="path">pm.status_path or ping.path.</param>
internal sealed class FpmPage(string path) : Dialect
{
    /// <inheritdoc/>
    public override string Name => "fastcgi";

    /// <inheritdoc/>
    public override string Asks => $"PHP-FPM's page {path}";

    /// <summary>What it says, without the header; empty until it is there whole.</summary>
    public string Body { get; private set; } = "";

    /// <inheritdoc/>
    public override byte[] Opening(ProbeRequest request) => FastCgiRecords.Request(
    [
        .. RequestText.CgiVariables(request).Select(v => (v.Name, v.Name is "SCRIPT_NAME" ? path : v.Value)),
        ("SCRIPT_FILENAME", path),
    ]);

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received)
    {
        var output = new MemoryStream();
        while (received.Length >= FastCgiRecords.HeaderLength)
        {
            var (type, size) = (received[1], BinaryPrimitives.ReadUInt16BigEndian(received[4..]));
            var whole = FastCgiRecords.HeaderLength + size + received[6];
            if (received[0] != FastCgiRecords.Version)
            {
                return Reply.Other($"unsupported FastCGI protocol version: {received[0]}");
            }

            if (type == FastCgiRecords.End)
            {
                return Read(output.ToArray());
            }

            if (received.Length < whole)
            {
                return null;
            }

            if (type == FastCgiRecords.Stdout)
            {
                output.Write(received.Slice(FastCgiRecords.HeaderLength, size));
            }

            received = received[whole..];
        }

        return null;
    }

    private Reply Read(ReadOnlySpan<byte> output)
    {
        if (HeaderParser.Parse(output, StatusLineRule.StatusHeader) is not { Outcome: ProbeOutcome.Answered, HeaderBytes: { } header } reply)
        {
            return new Reply(ProbeOutcome.ClosedEarly, "the pool ended the request without a header");
        }

        Body = Encoding.Latin1.GetString(output[Math.Min(header, output.Length)..]);
        return reply;
    }
}
