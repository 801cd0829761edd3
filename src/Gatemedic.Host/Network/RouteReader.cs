using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Asks the kernel for the route to an address and for what it knows of the next step (rtnetlink(7)).</summary>
internal static unsafe partial class RouteReader
{
    private const ushort GetRoute = 26;
    private const ushort GetNeighbour = 30;
    private const int Destination = 1;
    private const int SourceAddress = 2;
    private const int OutInterface = 4;
    private const int Gateway = 5;
    private const int PreferredSource = 7;
    private const byte LocalRoute = 2;
    private const int RouteHeader = 12;
    private const int LongestName = 16;
    private const byte Blackhole = 6;
    private const byte Prohibit = 8;

    private static readonly string[] BlockingTypes = ["blackhole", "unreachable", "prohibit"];

    private static readonly (int Bit, string Name)[] States =
        [(1, "INCOMPLETE"), (2, "REACHABLE"), (4, "STALE"), (8, "DELAY"), (16, "PROBE"), (32, "FAILED"), (64, "NOARP"), (128, "PERMANENT")];

    /// <summary>The facts, in the network namespace of the calling thread.</summary>
    public static Section<RouteFacts> Read(RouteTo question)
    {
        if (!IPAddress.TryParse(question.Address, out var address))
        {
            return Section.Blind<RouteFacts>($"route to {question.Address}", "it is no IP address");
        }

        RouteFacts? facts = null;
        var interfaceIndex = 0;
        var errno = Netlink.Ask(Netlink.Route, GetRoute, dump: false, Request(address, question.Source), payload =>
        {
            if (payload.Length >= RouteHeader)
            {
                var attributes = Netlink.Attributes(payload[RouteHeader..]);
                interfaceIndex = attributes.TryGetValue(OutInterface, out var index) && index.Length == 4 ? MemoryMarshal.Read<int>(index) : 0;
                facts = new RouteFacts
                {
                    IsLocal = payload[7] == LocalRoute,
                    Device = NameOf(interfaceIndex),
                    Gateway = AddressIn(attributes, Gateway),
                    Source = AddressIn(attributes, PreferredSource),
                };
            }
        });
        return errno != 0 ? Section.Seen(new RouteFacts { Errno = errno, Blocking = BlockingRoute(address) })
            : facts is null ? Section.Blind<RouteFacts>($"route to {question.Address}", "the kernel gave no answer")
            : Section.Seen(facts.IsLocal ? facts : facts with { Neighbour = NeighbourOf(facts.Gateway is { } gateway ? IPAddress.Parse(gateway) : address, interfaceIndex) });
    }

    // struct rtmsg, then the attributes: the address as a prefix of its whole length.
    private static byte[] Request(IPAddress address, string? source)
    {
        var bytes = address.GetAddressBytes();
        var request = new List<byte>(new byte[RouteHeader]) { [0] = Family(address), [1] = (byte)(bytes.Length * 8) };
        Add(request, Destination, bytes);
        if (source is not null && IPAddress.TryParse(source, out var from) && from.AddressFamily == address.AddressFamily)
        {
            request[2] = request[1];
            Add(request, SourceAddress, from.GetAddressBytes());
        }

        return [.. request];
    }

    private static void Add(List<byte> request, ushort type, byte[] value)
    {
        request.AddRange(BitConverter.GetBytes((ushort)(4 + value.Length)));
        request.AddRange(BitConverter.GetBytes(type));
        request.AddRange(value);
    }

    // struct rtmsg: length of the prefix at 1, type at 7. The longest prefix is the one that counts.
    private static string? BlockingRoute(IPAddress address)
    {
        var (longest, found) = (-1, (string?)null);
        Netlink.Ask(Netlink.Route, GetRoute, dump: true, [Family(address), .. new byte[RouteHeader - 1]], payload =>
        {
            if (payload.Length >= RouteHeader && payload[7] is >= Blackhole and <= Prohibit && payload[1] > longest
                && IPNetwork.TryParse($"{AddressIn(Netlink.Attributes(payload[RouteHeader..]), Destination) ?? Whole(address)}/{payload[1]}", out var network) && network.Contains(address))
            {
                (longest, found) = (payload[1], $"{BlockingTypes[payload[7] - Blackhole]} {(payload[1] == 0 ? "default" : network.ToString())}");
            }
        });
        return found;
    }

    private static string Whole(IPAddress address) => Family(address) == 10 ? "::" : "0.0.0.0";

    // struct ndmsg: family, three bytes of padding, the interface's index, the state in 16 bits.
    private static string? NeighbourOf(IPAddress step, int interfaceIndex)
    {
        string? state = null;
        Netlink.Ask(Netlink.Route, GetNeighbour, dump: true, [Family(step), .. new byte[RouteHeader - 1]], payload =>
        {
            if (payload.Length >= RouteHeader && MemoryMarshal.Read<int>(payload[4..]) == interfaceIndex
                && AddressIn(Netlink.Attributes(payload[RouteHeader..]), Destination) == step.ToString())
            {
                var bits = MemoryMarshal.Read<ushort>(payload[8..]);
                state = States.FirstOrDefault(s => (bits & s.Bit) != 0).Name;
            }
        });
        return state;
    }

    private static byte Family(IPAddress address) => (byte)(address.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2);

    private static string? AddressIn(Dictionary<int, byte[]> attributes, int type) =>
        attributes.TryGetValue(type, out var bytes) && bytes.Length is 4 or 16 ? new IPAddress(bytes).ToString() : null;

    private static string? NameOf(int index)
    {
        var name = stackalloc byte[LongestName];
        return InterfaceName((uint)index, name) == 0 ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }

    [LibraryImport("libc", EntryPoint = "if_indextoname")]
    private static partial nint InterfaceName(uint index, byte* name);
}
