using System.CommandLine;
using System.Globalization;

namespace Gatemedic.Commands;

/// <summary>Checks an option that bounds a run in seconds.</summary>
internal static class SecondsValidator
{
    /// <summary>Refuses what is not more than 0 and at most an hour.</summary>
    public static void AddTo(Option<double> option) => option.Validators.Add(r =>
    {
        if (!(double.TryParse(r.Tokens is [.., var last] ? last.Value : "1", NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600))
        {
            r.AddError($"{option.Name} takes seconds, more than 0 and at most 3600");
        }
    });
}
