using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Resolves names with getaddrinfo as ngx_inet_resolve_host does, keeping the error codes that tell no such name from no answer.</summary>
internal static class NameReader
{
    private const int AnyFamily = 0;
    private const int Inet = 2;
    private const int Inet6 = 10;
    private const int Stream = 1;
    private const int AddressConfigured = 0x20;
    private const int MostAddresses = 256;

    /// <summary>glibc waits 5 s for each server unless resolv.conf says otherwise; an EAI_AGAIN that took less is an answer, not silence.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    /// <summary>Resolves on a thread of its own, which is left behind when the resolver does not come back in time.</summary>
    public static async Task<NameResult> ResolveAsync(string name, CancellationToken cancellation)
    {
        var asking = Task.Factory.StartNew(
            () => Resolve(name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await asking.WaitAsync(Bound, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new NameResult([], "timeout", $"no answer within {Bound.TotalSeconds:0} s");
        }
    }

    private static unsafe NameResult Resolve(string name)
    {
        if (name.Length is 0 or > 1024 || name.Contains('\0', StringComparison.Ordinal))
        {
            return new NameResult([], "nxdomain", "not a host name");
        }

        var started = Stopwatch.GetTimestamp();
        var hints = new Libc.AddressInfo { Flags = AddressConfigured, Family = AnyFamily, SocketType = Stream };
        Libc.AddressInfo* list = null;
        var code = Libc.GetAddressInfo(name, null, &hints, &list);
        if (code != 0)
        {
            var text = Marshal.PtrToStringUTF8(Libc.AddressErrorText(code)) ?? "";
            return new NameResult([], ErrorClass(code, Stopwatch.GetElapsedTime(started)), text);
        }

        var addresses = ImmutableArray.CreateBuilder<string>();
        for (var at = list; at is not null && addresses.Count < MostAddresses; at = at->Next)
        {
            // sockaddr_in has the address at 4, sockaddr_in6 at 8.
            var bytes = at->Family switch
            {
                Inet => new ReadOnlySpan<byte>(at->Address + 4, 4),
                Inet6 => new ReadOnlySpan<byte>(at->Address + 8, 16),
                _ => [],
            };
            if (!bytes.IsEmpty && new IPAddress(bytes).ToString() is var literal && !addresses.Contains(literal))
            {
                addresses.Add(literal);
            }
        }

        Libc.FreeAddressInfo(list);
        return new NameResult(addresses.ToImmutable(), null, $"{name} is {string.Join(", ", addresses)}");
    }

    /// <summary>The class of an EAI_* code of glibc and musl.</summary>
    internal static string ErrorClass(int code, TimeSpan elapsed) => code switch
    {
        -2 or -5 or -9 => "nxdomain", // EAI_NONAME, EAI_NODATA, EAI_ADDRFAMILY
        -3 => elapsed >= Silence ? "timeout" : "servfail", // EAI_AGAIN
        _ => "servfail",
    };
}
