using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>The picture of the logs as fields of JSON.</summary>
internal sealed class LogPictureJson(JsonFields json)
{
    /// <summary>Writes all of it.</summary>
    public void Write(LogPicture picture)
    {
        json.Time("from", picture.From);
        json.Time("to", picture.To);
        json.Whole("requests", picture.Requests);
        json.Object("latency", picture.Latency, Latency);
        json.List("statuses", picture.Statuses, Status);
        json.List("reasons", picture.Reasons, Reason);
        json.List("peers", picture.Peers, Peer);
        json.List("servers", picture.Servers, Server);
        json.List("routes", picture.Routes, Route);
        json.List("errors", picture.Errors, Error);
        json.List("witnesses", picture.Witnesses, Witness);
        json.List("sources", picture.Sources, Source);
        json.Texts("losses", picture.Losses);
    }

    private void Latency(LatencyPicture latency)
    {
        json.Whole("count", latency.Count);
        json.Number("p50", latency.P50);
        json.Number("p90", latency.P90);
        json.Number("p95", latency.P95);
        json.Number("p99", latency.P99);
        json.Number("max", latency.Max);
    }

    private void Status(StatusPicture status)
    {
        json.Whole("status", status.Status);
        json.Whole("count", status.Count);
        json.Time("first", status.First);
        json.Time("last", status.Last);
        json.Times("times", status.Times);
    }

    private void Reason(ReasonPicture reason)
    {
        json.Text("id", reason.Reason.Id);
        json.Text("title", reason.Reason.Title);
        json.Text("status", reason.Reason.Status);
        json.Whole("count", reason.Count);
        json.Flag("countsRequests", reason.CountsRequests);
        json.Whole("ambiguous", reason.Ambiguous);
        json.Counts("statuses", reason.Statuses);
        json.Time("first", reason.First);
        json.Time("last", reason.Last);
        json.Rhythm("rhythm", reason.Rhythm);
        json.Counts("peers", reason.Peers);
        json.Counts("servers", reason.Servers);
        json.Counts("routes", reason.Routes);
        json.Times("times", reason.Times);
        json.Quotes("quotes", reason.Quotes);
    }

    private void Peer(PeerPicture peer)
    {
        json.Text("scheme", peer.Scheme);
        json.Text("address", peer.Address);
        json.Whole("tries", peer.Tries);
        json.Whole("failures", peer.Failures);
        json.Counts("statuses", peer.Statuses);
        json.Whole("errors", peer.Errors);
        json.Time("firstFailure", peer.FirstFailure);
        json.Time("lastFailure", peer.LastFailure);
        json.Object("response", peer.Response, Latency);
        json.Times("times", peer.Times);
        json.List("responseTimes", peer.ResponseTimes, p =>
        {
            json.Time("at", p.At);
            json.Whole("count", p.Count);
            json.Number("p50", p.P50);
            json.Number("p95", p.P95);
            json.Number("p99", p.P99);
        });
    }

    private void Server(ServerPicture server)
    {
        json.Text("name", server.Name);
        json.Whole("requests", server.Requests);
        json.Whole("failures", server.Failures);
        json.Whole("errors", server.Errors);
        json.Time("firstFailure", server.FirstFailure);
        json.Time("lastFailure", server.LastFailure);
    }

    private void Route(RoutePicture route)
    {
        json.Text("host", route.Host);
        json.Text("path", route.Path);
        json.Text("example", route.Example);
        json.Whole("failures", route.Failures);
        json.Whole("error", route.Error);
        json.Counts("statuses", route.Statuses);
        json.Time("first", route.First);
        json.Time("last", route.Last);
    }

    private void Error(ErrorPicture error)
    {
        var group = error.Group;
        json.Text("signature", group.Signature);
        json.Text("scheme", group.Scheme);
        json.Text("peer", group.Peer);
        json.Text("action", group.Action);
        json.Whole("errno", group.Errno);
        json.Text("server", group.Server);
        json.Captures("fields", group.Fields);
        json.Whole("count", group.Count);
        json.Time("first", group.First);
        json.Time("last", group.Last);
        json.Rhythm("rhythm", error.Rhythm);
        json.Times("times", error.Times);
        json.List("samples", group.Samples, s =>
        {
            json.Time("time", s.Time);
            json.Text("level", s.Level);
            json.Text("message", s.Message);
            json.Text("source", s.Source);
            json.Text("line", s.Line);
        });
    }

    private void Witness(WitnessGroup group)
    {
        json.Text("program", group.Program);
        json.Text("unit", group.Unit);
        json.Text("signature", group.Signature);
        json.Whole("count", group.Count);
        json.Time("first", group.First);
        json.Time("last", group.Last);
        json.Times("times", group.Times);
        json.List("samples", group.Samples, s =>
        {
            json.Time("time", s.Time);
            json.Text("level", s.Level);
            json.Whole("pid", s.Pid);
            json.Text("message", s.Message);
            json.Captures("fields", s.Fields);
            json.Text("source", s.Source);
            json.Text("line", s.Line);
        });
    }

    private void Source(SourcePicture source)
    {
        json.Text("name", source.Name);
        json.Text("dialect", source.Dialect switch { LogDialect.NginxError => "nginx-error", LogDialect.NginxAccess => "nginx-access", _ => "mixed" });
        json.Whole("bytes", source.Bytes);
        json.Whole("lines", source.Lines);
        json.Whole("unrecognised", source.Unrecognised);
        json.Text("format", source.Format);
        json.Text("cut", source.Cut);
        json.Time("from", source.From);
        json.Time("to", source.To);
    }
}
