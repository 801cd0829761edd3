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
                Console.Error.WriteLine("gatemedic: no nginx runs here and none is installed; name the configuration with --conf FILE");
                return ExitCode.Usage;
            }

            using var output = Console.OpenStandardOutput();
            return sources.Max(source => payload is null ? PrintText(source, output) : PrintPayload(source, payload, output));
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine($"gatemedic: there is no configuration on standard input: {SafeText.Clean(e.Message)}");
            return ExitCode.Usage;
        }
    }

    private static int PrintText(ConfigSource source, Stream output)
    {
        var recording = new RecordingConfigFiles(source.Files);
        if (ConfigParser.Parse(recording, source.MainPath).Error is { } error)
        {
            return Refuse(error, source, recording);
        }

        foreach (var file in recording.ToSnapshot(source.MainPath, source.Prefix).Files)
        {
            output.Write(Encoding.UTF8.GetBytes($"# configuration file {file.Path}:\n"));
            output.Write(file.Content.Span);
            output.WriteByte((byte)'\n');
        }

        return ExitCode.Done;
    }

    private static int PrintPayload(ConfigSource source, CrossplaneOptions options, Stream output)
    {
        var payload = CrossplanePayload.Read(source.Files, source.MainPath, options);
        payload.WriteTo(output);
        if (payload.Errors.IsEmpty)
        {
            return ExitCode.Done;
        }

        var fault = options.SingleFile ? null : ConfigParser.Parse(source.Files, source.MainPath).Error;
        var first = payload.Errors[0];
        return Refuse(fault ?? new ConfigError(first.Message, first.File, first.Line ?? 0), source, source.Files);
    }

    private static int Refuse(ConfigError error, ConfigSource source, IConfigFiles files)
    {
        var file = files.Read(error.File);
        ConfigFaultRenderer.Render(error, file, Console.Error);
        return error.File == source.MainPath && !file.IsRead ? ExitCode.Usage : ExitCode.Problem;
    }
}
