using System.Text;

namespace Gatemedic.Host;

/// <summary>Reads a small text file that steers the program: a plain file, and for root one that nobody else may write.</summary>
public static class PlainFileReader
{
    private const int MostBytes = 64 << 10;
    private const int WritableByOthers = 0b_010_010;

    /// <summary>The text; null when there is no such file, or it may not be used, and then why.</summary>
    public static string? Read(string path, out string? refused)
    {
        refused = null;
        if (!File.Exists(path))
        {
            return null;
        }

        if (!FileFacts.TryRead(path, follow: true, out var facts, out _) || !facts.IsRegular || facts.Size > MostBytes)
        {
            refused = $"it is no plain file of at most {MostBytes >> 10} KiB";
            return null;
        }

        if (Environment.IsPrivilegedProcess && (facts.Uid != 0 || (facts.Mode & WritableByOthers) != 0))
        {
            refused = "root does not read it, because others may write it; chown root and chmod go-w it";
            return null;
        }

        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\ufeff');
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            refused = fault is ArgumentException ? "it is not UTF-8" : fault.Message;
            return null;
        }
    }
}
