namespace Gatemedic.Logs;

/// <summary>The parts of one error log record, as spans of it; absent parts are empty.</summary>
internal ref struct ErrorLine
{
    internal ReadOnlySpan<byte> Level;
    internal int Pid;
    internal long? Connection;
    internal ReadOnlySpan<byte> Message;
    internal int? Errno;
    internal ReadOnlySpan<byte> Action;
    internal ReadOnlySpan<byte> Client;
    internal ReadOnlySpan<byte> Server;
    internal ReadOnlySpan<byte> Request;
    internal ReadOnlySpan<byte> Subrequest;
    internal ReadOnlySpan<byte> Upstream;
    internal ReadOnlySpan<byte> Host;
    internal ReadOnlySpan<byte> Resolver;

    /// <summary>Context fields follow the phrase.</summary>
    internal bool HasContext;

    /// <summary>File named by " in FILE:LINE" at the end of a configuration error.</summary>
    internal ReadOnlySpan<byte> ConfFile;
    internal long ConfLine;
}
