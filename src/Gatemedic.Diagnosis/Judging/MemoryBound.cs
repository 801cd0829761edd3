using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Diagnosis;

/// <summary>The bound on a service's memory, and what raises it: for the processes that run now, and for those to come.</summary>
/// <param name="Unit">Name of the service.</param>
/// <param name="Property">MemoryMax or MemoryHigh.</param>
/// <param name="Bytes">What it is now.</param>
public sealed record MemoryBound(string Unit, string Property, long Bytes)
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>"512M": twice what it is.</summary>
    public string Doubled => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Bytes * 2 / Mebibyte):0}M");

    /// <summary>Takes the present bound again.</summary>
    public HostCommand Back => SetProperty(string.Create(CultureInfo.InvariantCulture, $"{Bytes}"));

    /// <summary>The bound of each later start.</summary>
    public NewFile Lasting => Steps.DropIn(Unit, Property, Doubled);

    /// <summary>Has systemd read the file, and raises the bound of what runs without a restart.</summary>
    public ImmutableArray<Step> Raise => [Steps.ReadUnits, new(StepKind.Set, $"{Property} of {Unit}", SetProperty(Doubled), Back)];

    /// <summary>The same, to paste.</summary>
    public ImmutableArray<string> Commands => [.. Lasting.Commands(), .. Raise.Select(s => s.Run.ToString())];

    private HostCommand SetProperty(string value) => HostCommand.Of("systemctl", "set-property", "--runtime", Unit, $"{Property}={value}");
}
