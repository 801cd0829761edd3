using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Gatemedic.Collecting;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic config</c>: the configuration as nginx reads it, or what keeps nginx from reading it.</summary>
internal static class ConfigCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new ConfigOptions();
        var format = new Option<string>("--format") { Description = "text: every file as nginx -T prints it; json: the payload of crossplane parse", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        var comments = new Option<bool>("--include-comments") { Description = "json: comments are statements named \"#\"" };
        var single = new Option<bool>("--single-file") { Description = "json: included files are not read" };
        var combine = new Option<bool>("--combine") { Description = "json: one file, with what it includes in place" };
        var strict = new Option<bool>("--strict") { Description = "json: a directive that is not nginx's own is an error" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("config", "Print the configuration as nginx reads it, or what keeps nginx from reading it: exit code 0 or 1") { format, comments, single, combine, strict };
        command.Validators.Add(r =>
        {
            if (r.GetValue(format) != "json" && (r.GetValue(comments) || r.GetValue(single) || r.GetValue(combine) || r.GetValue(strict)))
            {
                r.AddError("--include-comments, --single-file, --combine and --strict need --format json");
            }
        });
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            options.Read(parsed),
            parsed.GetValue(format) == "json"
                ? new CrossplaneOptions
                {
                    IncludeComments = parsed.GetValue(comments),
                    SingleFile = parsed.GetValue(single),
                    Combine = parsed.GetValue(combine),
                    Strict = parsed.GetValue(strict),
                }
                : null,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ConfigRequest request, CrossplaneOptions? payload, CancellationToken cancellation)
    {
        try
        {
            var sources = await ConfigSource.OpenAsync(request, cancellation).ConfigureAwait(false);
            if (sources.IsEmpty)
            {
                return ConfigRefusal.NothingFound();
            }

            using var output = Console.OpenStandardOutput();
            return sources.Max(source => payload is null ? PrintText(source, output) : PrintPayload(source, payload, output));
        }
        catch (InvalidDataException e)
        {
            return ConfigRefusal.NoneOnInput(e);
        }
    }

    private static int PrintText(ConfigSource source, Stream output)
    {
        var recording = new RecordingConfigFiles(source.Files);
        if (Faults(source, recording) is { IsEmpty: false } faults)
        {
            return ConfigRefusal.Refused(faults, source, recording);
        }

        ConfigRefusal.TellUnread(recording, source.MainPath);
        foreach (var file in recording.ToSnapshot(source.MainPath, source.Prefix).Files)
        {
            output.Write(Encoding.UTF8.GetBytes($"# configuration file {file.Path}:\n"));
            output.Write(Console.IsOutputRedirected ? file.Content.Span : ForTerminal(file.Content.Span));
            output.WriteByte((byte)'\n');
        }

        return ExitCode.Done;
    }

    /// <summary>What a file holds must not steer the terminal; anywhere else its bytes are its own.</summary>
    private static byte[] ForTerminal(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(content).Split('\n').Select(SafeText.Clean)));

    private static int PrintPayload(ConfigSource source, CrossplaneOptions options, Stream output)
    {
        var recording = new RecordingConfigFiles(source.Files);
        var payload = CrossplanePayload.Read(recording, source.MainPath, options);
        payload.WriteTo(output);
        ConfigRefusal.TellUnread(recording, source.MainPath);
        if (payload.Errors.IsEmpty)
        {
            return ExitCode.Done;
        }

        ImmutableArray<ConfigError> faults = options.SingleFile ? [] : Faults(source, recording);
        return ConfigRefusal.Refused(
            faults.IsEmpty ? [.. payload.Errors.Select(e => new ConfigError(e.Message, e.File, e.Line ?? 0) { Offset = -1 })] : faults,
            source,
            recording);
    }

    /// <summary>Each fault once, however often its file is included.</summary>
    private static ImmutableArray<ConfigError> Faults(ConfigSource source, IConfigFiles files) =>
        [.. DirectiveRules.Check(ConfigParser.Parse(files, source.MainPath), new DirectiveRuleOptions { Version = source.Version, Modules = source.Build?.Modules }).Distinct()];
}
