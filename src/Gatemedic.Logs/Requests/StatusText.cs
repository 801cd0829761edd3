namespace Gatemedic.Logs;

/// <summary>Statuses as text, each the same object every time.</summary>
internal static class StatusText
{
    private const int Most = 1000;

    private static readonly string?[] Texts = new string?[Most];

    internal static string Of(int status) => status is < 0 or >= Most ? $"{status}" : Texts[status] ??= $"{status:000}";
}
