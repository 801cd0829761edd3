namespace Gatemedic.Host;
internal static class SocketDiag { public static Dictionary<ulong, (int Queue, int Backlog)> Backlogs() => []; }
