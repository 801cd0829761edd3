using System.CommandLine;
using Gatemedic.Nginx;

namespace Gatemedic.Commands;

/// <summary>The options that say which configuration is meant and for which nginx: the same for config, route and lint.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string?> _conf = new("--conf") { Description = "nginx configuration (default: the running master's own); - reads the output of nginx -T", HelpName = "FILE|-" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "nginx's -p prefix, where relative log paths start", HelpName = "DIR" };
    private readonly Option<string?> _version = new("--nginx-version") { Description = "judge as this nginx would (default: the one that runs or is installed)", HelpName = "VERSION" };
    private readonly Option<bool> _noColor = new("--no-color") { Description = "plain text (as NO_COLOR=1)" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _version.Validators.Add(r =>
        {
            if (!NginxVersion.TryParse(r.GetValueOrDefault<string>(), out _))
            {
                r.AddError("--nginx-version takes a release such as 1.22.1");
            }
        });
        foreach (var option in (Option[])[_conf, _prefix, _version, _noColor])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>A word that begins as an option is one that is misspelt, not a file or URL; a file of such a name is given as "./--name".</summary>
    public static void RefuseUnknownOptions(Argument<string[]> words) => words.Validators.Add(r =>
    {
        foreach (var word in r.Tokens.Select(t => t.Value).Where(w => w.Length > 1 && w[0] == '-'))
        {
            r.AddError($"there is no option \"{word}\"");
        }
    });

    /// <summary>What was given.</summary>
    public ConfigRequest Read(ParseResult parsed) => new(
        parsed.GetValue(_conf),
        parsed.GetValue(_prefix),
        NginxVersion.TryParse(parsed.GetValue(_version), out var version) ? version : null,
        parsed.GetValue(_noColor));
}

/// <summary>Which configuration the user means.</summary>
/// <param name="Conf">--conf, as given.</param>
/// <param name="Prefix">--prefix, as given.</param>
/// <param name="Version">--nginx-version.</param>
/// <param name="NoColor">--no-color.</param>
internal sealed record ConfigRequest(string? Conf, string? Prefix, NginxVersion? Version, bool NoColor);
