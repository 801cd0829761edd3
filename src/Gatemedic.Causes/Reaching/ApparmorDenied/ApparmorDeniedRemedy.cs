using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The one line that the profile lacks, in the file that is the administrator's own.</summary>
internal static class ApparmorDeniedRemedy
{
    /// <summary>One remedy.</summary>
    /// <param name="target">What nginx may not reach.</param>
    /// <param name="profile">Name of nginx's profile; null when it was not seen.</param>
    public static ImmutableArray<Remedy> For(Target target, string? profile)
    {
        var rule = Rule(target);
        // A profile that is named by the program's path lies in a file named by it; another name tells no file.
        var isPath = profile?.StartsWith('/') == true;
        var file = isPath ? profile!.Trim('/').Replace('/', '.') : profile;
        return
        [
            new Remedy
            {
                Id = "allow-in-profile",
                Title = $"Allow it in nginx's profile: \"{rule}\" in /etc/apparmor.d/local/{file ?? "PROFILE"}",
                Commands = file is null ? ["aa-status"] :
                [
                    .. isPath ? ImmutableArray<string>.Empty : [$"grep -l {$"profile {profile}".Quoted()} /etc/apparmor.d/*"],
                    $"echo {rule.Quoted()} >> {$"/etc/apparmor.d/local/{file}".Quoted()}",
                    $"apparmor_parser -r {$"/etc/apparmor.d/{file}".Quoted()}",
                ],
                Risk = Risk.Low,
                Verify = "the failing request answers; nginx needs no reload, but the profile must include its file below local",
                Undo = file is null ? "nothing to undo: the command only looks" : $"take the line out of /etc/apparmor.d/local/{file} and load the profile again",
            },
        ];
    }

    private static string Rule(Target target) => target.Address.Path is { } path ? $"{path} rw,"
        : target.Endpoints.Any(e => e.IsIPv6()) ? "network inet6 stream,"
        : "network inet stream,";
}
