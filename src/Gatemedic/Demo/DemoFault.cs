using System.Collections.Immutable;

namespace Gatemedic.Demo;

/// <summary>A way to break the demonstration.</summary>
/// <param name="Code">The cause that must be found.</param>
/// <param name="Story">What is done to it, for the user.</param>
/// <param name="App">How the application runs while it is broken; null = not at all.</param>
/// <param name="Cure">How it is put right, for the user.</param>
/// <param name="EditsNginx">The cure is an edit of nginx's configuration, which the repair engine makes; else the application is started again as it was.</param>
internal sealed record DemoFault(string Code, string Story, DemoApp? App, string Cure, bool EditsNginx = false)
{
    /// <summary>What the user can choose from; the first is the default.</summary>
    public static ImmutableArray<DemoFault> All { get; } =
    [
        new("wrong-port", "The application comes back on another port.", new DemoApp(OtherPort: true), "nginx is pointed at that port, as gatemedic fix does it.", EditsNginx: true),
        new("upstream-down", "The application is stopped.", null, "The application is started again."),
        new("slow-upstream", "The application now needs 3 s; nginx waits 1 s.", new DemoApp(Delay: 3), "The application is made fast again."),
        new("header-too-big", "The application now sets a cookie of 6 KiB.", new DemoApp(Cookie: 6144), "nginx's buffer is raised, as gatemedic fix does it.", EditsNginx: true),
    ];
}

/// <summary>How the application of the demonstration runs.</summary>
/// <param name="OtherPort">On a second port.</param>
/// <param name="Delay">Seconds before it answers.</param>
/// <param name="Cookie">Bytes of Set-Cookie.</param>
internal sealed record DemoApp(bool OtherPort = false, double Delay = 0, int Cookie = 0);
