using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the IP addresses of this host's interfaces, loopback included.</summary>
public static class AddressReader
{
    /// <summary>IP literals, IPv6 without brackets and scope.</summary>
    public static Section<ImmutableArray<string>> Read()
    {
        try
        {
            return Section.Seen<ImmutableArray<string>>(
                [.. NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                    .Select(a => new IPAddress(a.Address.GetAddressBytes()).ToString())
                    .Distinct()
                    .Order(StringComparer.Ordinal)]);
        }
        catch (Exception e) when (e is NetworkInformationException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return Section.Blind<ImmutableArray<string>>("addresses of this host", e.Message, "");
        }
    }
}
