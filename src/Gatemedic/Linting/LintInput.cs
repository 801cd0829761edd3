using Gatemedic.Lint;
using Gatemedic.Nginx;

namespace Gatemedic.Linting;

/// <summary>One configuration to lint, with the files that its comments and source lines are read from.</summary>
/// <param name="Subject">As the checks see it.</param>
/// <param name="Files">Its files.</param>
/// <param name="MainPath">Absolute path of the file that was named: the main file or the fragment.</param>
/// <param name="VersionFrom">Where the version that it is judged for comes from, for a person.</param>
internal sealed record LintInput(LintSubject Subject, IConfigFiles Files, string MainPath, string VersionFrom);
