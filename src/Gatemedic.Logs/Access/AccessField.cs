namespace Gatemedic.Logs;

/// <summary>The variables of a log format that are used; the others are passed over.</summary>
internal enum AccessField
{
    Other,
    Status,
    Request,
    RequestUri,
    Uri,
    Method,
    Host,
    HttpHost,
    ServerName,
    Time,
    Peers,
    PeerStatuses,
    RequestTime,
    ResponseTimes,
    HeaderTimes,
    Client,
    Pid,
    Connection,
    ConnectTimes,
    BytesReceived,
    BodyBytes,
    Count,
}
