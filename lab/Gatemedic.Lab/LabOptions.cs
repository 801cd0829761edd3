namespace Gatemedic.Lab;

/// <summary>The command line of the lab.</summary>
internal sealed record LabOptions(string Binary, IReadOnlyList<string> Filters, int Runs, int Jobs, bool Keep, bool ProveOnly, string Calibration)
{
    /// <summary>Run the scenarios that need the emulated machine, and no others.</summary>
    public bool Emulated { get; init; }

    /// <summary>Of each file only the first variant: every cause and every kind of host once.</summary>
    public bool First { get; init; }

    /// <summary>Have the program repair each fault, and undo it, before it is healed as the scenario says.</summary>
    public bool Fix { get; init; }

    public const string Usage = """
        lab --binary FILE | --prove-only  [FILTER...] [--runs N] [--jobs N] [--keep] [--first] [--fix] [--vm] [--calibration FILE]
          FILTER        run the scenarios whose name contains one of them
          --binary      the gatemedic program under test
          --prove-only  only show that each fault shows and heals; run no program
          --runs        run each scenario so often (1)
          --jobs        run so many side by side (2)
          --calibration write a table of how often findings were right, by how surely they were said
          --first       of each file only the first variant
          --fix         have the program repair each fault and undo that, before it is healed as the scenario says
          --vm          run the scenarios that need the emulated machine, and only those
          --keep        on a miss hold the tiny host until Enter, and say how to enter it
        """;

    /// <summary>Null when the arguments make no sense.</summary>
    public static LabOptions? Read(string[] arguments)
    {
        var options = new LabOptions("", [], 1, 2, false, false, "");
        for (var at = 0; at < arguments.Length; at++)
        {
            var next = at + 1 < arguments.Length ? arguments[at + 1] : "";
            switch (arguments[at])
            {
                case "--binary" when next.Length > 0:
                    (options, at) = (options with { Binary = Path.GetFullPath(next) }, at + 1);
                    break;
                case "--runs" when int.TryParse(next, out var runs) && runs > 0:
                    (options, at) = (options with { Runs = runs }, at + 1);
                    break;
                case "--jobs" when int.TryParse(next, out var jobs) && jobs > 0:
                    (options, at) = (options with { Jobs = jobs }, at + 1);
                    break;
                case "--calibration" when next.Length > 0:
                    (options, at) = (options with { Calibration = Path.GetFullPath(next) }, at + 1);
                    break;
                case "--keep":
                    options = options with { Keep = true };
                    break;
                case "--first":
                    options = options with { First = true };
                    break;
                case "--fix":
                    options = options with { Fix = true };
                    break;
                case "--vm":
                    options = options with { Emulated = true };
                    break;
                case "--prove-only":
                    options = options with { ProveOnly = true };
                    break;
                case var filter when !filter.StartsWith('-'):
                    options = options with { Filters = [.. options.Filters, filter] };
                    break;
                default:
                    return null;
            }
        }

        return options.ProveOnly || File.Exists(options.Binary) ? options : null;
    }
}
