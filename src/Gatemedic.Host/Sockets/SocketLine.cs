using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>A listening socket as one table of /proc/net shows it, before its owners are known.</summary>
/// <param name="Inode">Its inode, by which processes hold it.</param>
/// <param name="Listener">What the table says.</param>
internal sealed record SocketLine(ulong Inode, Listener Listener);
