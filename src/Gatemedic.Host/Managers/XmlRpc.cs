using System.Collections.Immutable;
using System.Text;
using System.Xml;

namespace Gatemedic.Host;

/// <summary>The little of XML-RPC that supervisor's answers need: a list of structures of plain values.</summary>
internal static class XmlRpc
{
    private const int MostRows = 2_000;

    /// <summary>A call without parameters as an HTTP request, to be answered until the connection ends.</summary>
    public static byte[] Call(string method, string headers)
    {
        var body = $"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params/></methodCall>";
        return Encoding.UTF8.GetBytes($"POST /RPC2 HTTP/1.0\r\n{headers}Content-Type: text/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>Status of an answer; 0 when it is no HTTP.</summary>
    public static int Status(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1."u8) && answer.Length > 12 && int.TryParse(answer[9..12], out var status) ? status : 0;

    /// <summary>The structures of an answer, each member by its name; what is no plain value is left out. Empty for what cannot be read.</summary>
    public static ImmutableArray<IReadOnlyDictionary<string, string>> Rows(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        var rows = ImmutableArray.CreateBuilder<IReadOnlyDictionary<string, string>>();
        if (end < 0)
        {
            return [];
        }

        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(answer[(end + 4)..])), settings);
            var (row, name) = (new Dictionary<string, string>(), "");
            while (reader.Read() && rows.Count < MostRows)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Name == "struct")
                {
                    rows.Add(row = []);
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.Name is "name" or "string" or "int" or "boolean" && !reader.IsEmptyElement)
                {
                    var isName = reader.Name == "name";
                    var text = reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace ? reader.Value : "";
                    name = isName ? text : name;
                    if (!isName)
                    {
                        row.TryAdd(name, text);
                    }
                }
            }
        }
        catch (XmlException)
        {
            // It breaks off: what came until then is told.
        }

        return rows.ToImmutable();
    }
}
