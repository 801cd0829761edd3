using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>SCGI: a netstring of variables, answered in CGI or HTTP form.</summary>
internal sealed class ScgiDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "scgi";

    /// <inheritdoc/>
    public override string Asks => "an SCGI request";

    /// <inheritdoc/>
    public override byte[] Opening(ProbeRequest request)
    {
        // The protocol wants CONTENT_LENGTH first and a number in it.
        var variables = RequestText.CgiVariables(request).Where(variable => variable.Name != "CONTENT_LENGTH");
        var body = string.Concat(variables.Select(variable => $"{variable.Name}\0{variable.Value}\0").Prepend("CONTENT_LENGTH\00\0SCGI\01\0"));
        return Encoding.ASCII.GetBytes($"{body.Length}:{body},");
    }

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received) => HeaderParser.Parse(received, StatusLineRule.OrStatusHeader);
}
