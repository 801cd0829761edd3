namespace Gatemedic.Nginx;

/// <summary>What goes into a payload: crossplane's options of the same names.</summary>
public sealed record CrossplaneOptions
{
    /// <summary>Comments are statements named "#".</summary>
    public bool IncludeComments { get; init; }

    /// <summary>Included files are not read.</summary>
    public bool SingleFile { get; init; }

    /// <summary>One file, with included statements in place of the include.</summary>
    public bool Combine { get; init; }

    /// <summary>A directive that is not nginx's own is an error.</summary>
    public bool Strict { get; init; }
}

/// <summary>An error of a payload.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Message">crossplane's words where it finds the error too, nginx's otherwise; without the place.</param>
/// <param name="Line">1-based line of the directive; null when the file cannot be read.</param>
public sealed record CrossplaneError(string File, string Message, int? Line)
{
    /// <summary>As crossplane writes it: with the place, but for files that cannot be opened.</summary>
    public string Text { get; } = Line is { } line && !Message.StartsWith("[Errno ", StringComparison.Ordinal) ? $"{Message} in {File}:{line}" : Message;
}
