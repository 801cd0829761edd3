namespace Gatemedic.Probes;

/// <summary>Why TLS failed, in the words of OpenSSL, which are those that nginx logs.</summary>
internal static class TlsFault
{
    private const string Mark = "SSL routines::";

    /// <summary>"sslv3 alert handshake failure (SSL alert number 40)"; null when the exception does not come from OpenSSL.</summary>
    /// <param name="error">What the handshake threw.</param>
    /// <param name="wire">The first bytes that the peer sent.</param>
    public static string? Words(Exception? error, ReadOnlySpan<byte> wire)
    {
        for (; error is not null; error = error.InnerException)
        {
            var mark = error.Message.LastIndexOf(Mark, StringComparison.Ordinal);
            if (mark >= 0)
            {
                // The number shows only where the alert came before encryption.
                var number = wire is [0x15, 3, _, 0, 2, _, var alert, ..] ? $" (SSL alert number {alert})" : "";
                return error.Message[(mark + Mark.Length)..] + number;
            }
        }

        return null;
    }
}
