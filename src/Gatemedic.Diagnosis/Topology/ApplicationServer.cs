using System.Globalization;

namespace Gatemedic.Diagnosis;

/// <summary>
/// What an application server's command line says of its patience. Each value was measured at the real server (gunicorn 20.1, uvicorn 0.17,
/// node 20.20, uWSGI 2.0.21); null where the command line does not decide it.
/// </summary>
public sealed record ApplicationServer
{
    /// <summary>gunicorn, uvicorn, uwsgi or node.</summary>
    public required string Name { get; init; }

    /// <summary>How long it keeps an idle connection; null when it closes each with a word to the client, or is not known.</summary>
    public ServerValue? Idle { get; init; }

    /// <summary>How long a request may take before the server kills the process that works on it.</summary>
    public ServerValue? Kill { get; init; }

    /// <summary>The accept queue that it asks listen(2) for.</summary>
    public ServerValue? Backlog { get; init; }

    /// <summary>The server that this process is; null for what is none of those known.</summary>
    public static ApplicationServer? Of(HostProcess process)
    {
        var words = process.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var program = words.Take(3).Where(w => !w.StartsWith('-')).Select(w => w[(w.LastIndexOf('/') + 1)..]).ToList();
        var line = new ServerOptions(words);
        return program is not [var first, ..] ? null
            : program.Contains("gunicorn") ? Gunicorn(line)
            : program.Contains("uvicorn") ? Uvicorn(line)
            : first is "uwsgi" or "uwsgi-core" ? Uwsgi(line)
            : first is "node" or "nodejs" ? new ApplicationServer { Name = "node", Idle = new ServerValue(5, null) }
            : null;
    }

    /// <summary>The sync worker announces that it closes; the others keep a connection for --keep-alive. Only a sync worker is killed while it works.</summary>
    private static ApplicationServer Gunicorn(ServerOptions line)
    {
        var isWhole = !line.Has("-c", "--config");
        var kind = line.Text("-k", "--worker-class") ?? (line.Number("--threads") is > 1 ? "gthread" : isWhole ? "sync" : null);
        return new ApplicationServer
        {
            Name = "gunicorn",
            Idle = kind is null or "sync" ? null : line.Value("--keep-alive", isWhole ? 2 : null),
            Kill = kind == "sync" ? line.Value("--timeout", isWhole ? 30 : null, "-t") : null,
            Backlog = line.Value("--backlog", null),
        };
    }

    private static ApplicationServer Uvicorn(ServerOptions line) => new()
    {
        Name = "uvicorn",
        Idle = line.Value("--timeout-keep-alive", 5),
        Backlog = line.Value("--backlog", null),
    };

    /// <summary>
    /// Its HTTP sockets close without a word after each answer unless --http-keepalive is given (60 s, or its number); --http11-socket keeps them for
    /// --socket-timeout, 4 s. A configuration file may say anything.
    /// </summary>
    private static ApplicationServer Uwsgi(ServerOptions line)
    {
        var isWhole = !line.Has("--ini", "--yaml", "--yml", "--json", "--xml", "--emperor") && !line.Words.Any(w => w.EndsWith(".ini", StringComparison.Ordinal) || w.EndsWith(".yaml", StringComparison.Ordinal));
        return new ApplicationServer
        {
            Name = "uwsgi",
            Idle = line.Has("--http-keepalive") ? line.Value("--http-keepalive", 60)
                : !isWhole ? null
                : line.Has("--http11-socket") ? line.Value("--socket-timeout", 4)
                : line.Has("--http", "--http-socket") ? new ServerValue(0, null)
                : null,
            Kill = line.Value("--harakiri", null),
            Backlog = line.Value("--listen", null, "-l"),
        };
    }
}

/// <summary>A number of a command line.</summary>
/// <param name="Number">Seconds or connections.</param>
/// <param name="Option">The option that says so; null when it is the server's default, which a configuration file or the program may change.</param>
public sealed record ServerValue(double Number, string? Option)
{
    /// <summary>Seconds.</summary>
    public TimeSpan Time => TimeSpan.FromSeconds(Number);
}

/// <summary>The options of a command line: "--name value", "--name=value", and the short form.</summary>
internal sealed record ServerOptions(string[] Words)
{
    public bool Has(params string[] names) => Words.Any(w => names.Contains(w) || names.Any(n => w.StartsWith(n + "=", StringComparison.Ordinal)));

    /// <summary>The last value of any of these names; null when none is given or has one.</summary>
    public string? Text(params string[] names)
    {
        string? value = null;
        for (var i = 0; i < Words.Length; i++)
        {
            var name = names.FirstOrDefault(n => Words[i] == n || Words[i].StartsWith(n + "=", StringComparison.Ordinal));
            value = name is null ? value : Words[i] != name ? Words[i][(name.Length + 1)..] : i + 1 < Words.Length ? Words[i + 1] : value;
        }

        return value;
    }

    public double? Number(params string[] names) =>
        double.TryParse(Text(names), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number of an option, else the server's default, else null.</summary>
    public ServerValue? Value(string name, double? standard, params string[] shorter) =>
        Number([name, .. shorter]) is { } number ? new ServerValue(number, name) : standard is { } usual ? new ServerValue(usual, null) : null;
}
