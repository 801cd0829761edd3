namespace Gatemedic.Nginx.Tests.Routing.Differential;

/// <summary>The disk of this machine.</summary>
internal sealed class DiskFacts : IFileFacts
{
    public PathKind Look(string path) =>
        Directory.Exists(path) ? PathKind.Directory : path.EndsWith('/') ? PathKind.Missing : File.Exists(path) ? PathKind.File : PathKind.Missing;
}
