using System.Buffers.Binary;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>FastCGI as fastcgi_pass speaks it, in the responder role.</summary>
internal sealed class FastCgiDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "fastcgi";

    /// <inheritdoc/>
    public override string Asks => "a FastCGI request";

    /// <inheritdoc/>
    public override byte[] Opening(ProbeRequest request) => FastCgiRecords.Request(
    [
        ("SCRIPT_FILENAME", request.Script is { } script ? Ascii(script) : RequestText.AbsentScript),
        ("GATEWAY_INTERFACE", "CGI/1.1"),
        ("REDIRECT_STATUS", "200"),
        .. RequestText.CgiVariables(request),
    ]);

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received)
    {
        var output = new byte[received.Length];
        var length = 0;
        var complaint = default(ReadOnlySpan<byte>);
        while (!received.IsEmpty)
        {
            if (Fault(received) is { } fault)
            {
                return Reply.Other(fault);
            }

            if (received.Length < FastCgiRecords.HeaderLength)
            {
                break;
            }

            int size = BinaryPrimitives.ReadUInt16BigEndian(received[4..]);
            var type = received[1];
            var padding = received[6];
            received = received[FastCgiRecords.HeaderLength..];
            var content = received[..Math.Min(size, received.Length)];
            received = received[Math.Min(size + padding, received.Length)..];

            switch (type)
            {
                case FastCgiRecords.Stdout:
                    content.CopyTo(output.AsSpan(length));
                    length += content.Length;
                    break;
                case FastCgiRecords.Stderr when complaint.IsEmpty:
                    complaint = content;
                    break;
                case FastCgiRecords.End:
                    return HeaderParser.Parse(output.AsSpan(0, length), StatusLineRule.StatusHeader) is { } last
                        ? WithComplaint(last, complaint)
                        : WithComplaint(new Reply(ProbeOutcome.ClosedEarly, "the peer ended the FastCGI request without a header"), complaint);
                default:
                    break;
            }
        }

        return HeaderParser.Parse(output.AsSpan(0, length), StatusLineRule.StatusHeader) is { } reply ? WithComplaint(reply, complaint) : null;
    }

    /// <summary>The faults for which nginx refuses a record, in the order in which it looks at the bytes.</summary>
    private static string? Fault(ReadOnlySpan<byte> record) => record switch
    {
        [not FastCgiRecords.Version, ..] => $"unsupported FastCGI protocol version: {record[0]}",
        [_, not (FastCgiRecords.Stdout or FastCgiRecords.Stderr or FastCgiRecords.End), ..] => $"invalid FastCGI record type: {record[1]}",
        [_, _, not 0, ..] => $"unexpected FastCGI request id high byte: {record[2]}",
        [_, _, _, not 1, ..] => $"unexpected FastCGI request id low byte: {record[3]}",
        _ => null,
    };

    private static Reply WithComplaint(Reply reply, ReadOnlySpan<byte> complaint) =>
        complaint.IsEmpty ? reply : reply with { Text = $"{reply.Text}, stderr: \"{Printable.Of(complaint, 120)}\"" };

    private static string Ascii(string path) => string.Concat(path.Where(character => character is >= ' ' and < '\x7f').Take(4096));
}
