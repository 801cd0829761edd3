using System.Buffers.Binary;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>The uwsgi protocol: one packet of variables, answered in HTTP or CGI form.</summary>
internal sealed class UwsgiDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "uwsgi";

    /// <inheritdoc/>
    public override string Asks => "a uwsgi packet";

    /// <inheritdoc/>
    public override byte[] Opening(ProbeRequest request)
    {
        using var packet = new MemoryStream();
        packet.Write([0, 0, 0, 0]);
        foreach (var (name, value) in RequestText.CgiVariables(request))
        {
            Append(packet, name);
            Append(packet, value);
        }

        var bytes = packet.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1), (ushort)(bytes.Length - 4));
        return bytes;
    }

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received) => HeaderParser.Parse(received, StatusLineRule.OrStatusHeader);

    private static void Append(MemoryStream packet, string text)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        packet.Write(length);
        packet.Write(Encoding.ASCII.GetBytes(text));
    }
}
