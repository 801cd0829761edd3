namespace Gatemedic.Nginx.Tests.Model;

/// <summary>Models of configurations given as text.</summary>
internal static class Models
{
    public const string Prefix = "/usr/share/nginx";

    public static ConfigModel Of(string main) => ConfigModel.From(MemoryFiles.Parse(main), Prefix);

    /// <summary>Where a pass leads, in a word or two.</summary>
    public static string Target(Pass pass) =>
        (pass.Undecided ?? (pass.Upstream is { } group ? "group " + group.Name : pass.Address?.ToString()))
        + (pass.Uri.Length > 0 ? " uri " + pass.Uri : "")
        + (pass.HasVariables ? " (variables)" : "");
}
