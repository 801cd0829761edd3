using System.Collections.Frozen;
using System.Globalization;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What the programs that write logs can be to nginx.</summary>
internal static class Writers
{
    private static readonly Protocol[] Web = [Protocol.Http, Protocol.Https];
    private static readonly Protocol[] WebAndGrpc = [Protocol.Http, Protocol.Https, Protocol.Grpc, Protocol.Grpcs];
    private static readonly Protocol[] Gateway = [Protocol.Http, Protocol.Https, Protocol.FastCgi, Protocol.Uwsgi, Protocol.Scgi];

    private static readonly FrozenDictionary<string, Protocol[]> Serving = new Dictionary<string, Protocol[]>
    {
        ["php-fpm"] = [Protocol.FastCgi],
        ["php"] = [Protocol.FastCgi, Protocol.Http, Protocol.Https],
        ["gunicorn"] = Web,
        ["uvicorn"] = Web,
        ["hypercorn"] = WebAndGrpc,
        ["uwsgi"] = Gateway,
        ["python"] = [.. Gateway, Protocol.Grpc, Protocol.Grpcs],
        ["node"] = WebAndGrpc,
        ["ruby"] = Web,
        ["java"] = WebAndGrpc,
        ["go"] = [.. WebAndGrpc, Protocol.FastCgi],
        ["apache"] = Web,
    }.ToFrozenDictionary();

    /// <summary>Serves applications, not other programs.</summary>
    public static bool IsServer(string program) => Serving.ContainsKey(program);

    /// <summary>Can answer requests in this protocol.</summary>
    public static bool Serves(string program, Protocol protocol) => Serving.TryGetValue(program, out var protocols) && protocols.Contains(protocol);

    /// <summary>Tells how programs end that it keeps.</summary>
    public static bool IsKeeper(string program) => program is "systemd" or "docker" or "supervisor" or "pm2";

    /// <summary>A process that the kernel calls so can answer requests in this protocol: "php-fpm8.2", "gunicorn: worke", "python3.11", "node".</summary>
    public static bool IsCalled(string process, Protocol protocol) => Serving.Any(s => s.Value.Contains(protocol) && process.StartsWith(Process(s.Key), StringComparison.Ordinal));

    /// <summary>Where a server says that it listens, or cannot: an address, a socket's path, a port; null in other records.</summary>
    public static string? PlaceIn(WitnessEvent record) => record.Signature.EndsWith("-listening", StringComparison.Ordinal) || record.Signature is "fpm-listen-failed" or "uwsgi-queue-full"
        || record.Signature.EndsWith("-in-use", StringComparison.Ordinal)
        ? record.Fields.GetValueOrDefault("address") ?? (record.Fields.GetValueOrDefault("port") is { } port ? ":" + port : null)
        : null;

    /// <summary>A place such as http://127.0.0.1:8000, ('127.0.0.1', 8000), [::]:80 or /run/x.sock is where this peer is.</summary>
    public static bool IsAt(string place, Target target)
    {
        if (target.Address.Path is { } path)
        {
            return place.EndsWith(path, StringComparison.Ordinal) && (place.Length == path.Length || place[^(path.Length + 1)] is ':' or '/');
        }

        var digits = place.AsSpan().TrimEnd("/ )'\"").ToString();
        var port = digits[(digits.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        return port == target.Address.Port.ToString(CultureInfo.InvariantCulture);
    }

    private static string Process(string program) => program switch { "ruby" => "puma", "apache" => "apache2", _ => program };
}
