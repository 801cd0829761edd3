using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads net.core.somaxconn of our network namespace.</summary>
public static class BacklogReader
{
    /// <summary>Connections that an accept queue holds at most, whatever listen(2) was asked for.</summary>
    public static Section<int> Read()
    {
        var text = BoundedFile.Read("/proc/sys/net/core/somaxconn", 64, out _, out var error);
        return text is not null && int.TryParse(Encoding.ASCII.GetString(text), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var longest)
            ? Section.Seen(longest)
            : Section.Blind<int>("net.core.somaxconn", text is null ? error : "it is no number");
    }
}
