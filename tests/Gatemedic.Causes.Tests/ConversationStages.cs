using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>What the tests of slow, mute and misunderstood peers put on a staged host.</summary>
internal static class ConversationStages
{
    public const string Peer = "127.0.0.1:3000";

    /// <summary>An nginx with one location in front of the peer.</summary>
    public static Staged Location(string statements, string location = "/") =>
        Staged.Http($"    server {{\n        listen 80;\n        server_name shop.example;\n        location {location} {{\n            {statements}\n        }}\n    }}");

    /// <summary>A line of the error log about a request.</summary>
    public static Staged Said(this Staged staged, string message, string action, string upstream, string path = "/", int minutesAgo = 2) => staged.Error(
        $"[error] 812#812: *7 {message} while {action}, client: 203.0.113.7, server: shop.example, request: \"GET {path} HTTP/1.1\", upstream: \"{upstream}\", host: \"shop.example\"",
        minutesAgo);

    /// <summary>Sets what the probe of an endpoint shows.</summary>
    public static Staged Probed(this Staged staged, string endpoint, ProbeResult result)
    {
        staged.Witness.Probes[endpoint] = result;
        return staged;
    }

    public static ProbeResult Answers(double ms = 3, int headerBytes = 180, int status = 200, string? spoken = null, string? because = null) => new()
    {
        Stage = ProbeStage.Done,
        Outcome = ProbeOutcome.Answered,
        Text = $"answered {status}",
        Status = status,
        HeaderBytes = headerBytes,
        ConnectMs = 0.2,
        ElapsedMs = ms,
        Spoken = spoken,
        SpokenBecause = because,
    };

    public static ProbeResult Silent(string? spoken = null, string? because = null) => new()
    {
        Stage = ProbeStage.Header,
        Outcome = ProbeOutcome.TimedOut,
        Text = "header: no answer within 2 s",
        Errno = 110,
        ConnectMs = 0.2,
        ElapsedMs = 2001,
        Spoken = spoken,
        SpokenBecause = because,
    };

    public static ProbeResult Fails(ProbeStage stage, ProbeOutcome outcome, string text, string? spoken, string? because) => new()
    {
        Stage = stage,
        Outcome = outcome,
        Text = text,
        ConnectMs = 0.2,
        ElapsedMs = 3,
        Spoken = spoken,
        SpokenBecause = because,
    };

    /// <summary>The first finding of a Scene.</summary>
    public static Finding? First(this Staged staged) => staged.Diagnose().Findings.FirstOrDefault();

    /// <summary>A configuration file after the edits of a remedy.</summary>
    public static string Edited(this Remedy remedy, Scene scene, string file = Staged.Conf) =>
        Encoding.UTF8.GetString(Edit.Apply(scene.Instances[0].Configuration.Seen!.Read(file).Content.Span, remedy.Edits.Where(e => e.File == file)));
}
