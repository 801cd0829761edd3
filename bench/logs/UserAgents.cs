using System.Text;

namespace Gatemedic.Bench;

/// <summary>User agents as they come, the commonest first.</summary>
internal static class UserAgents
{
    public static readonly byte[][] All = new[]
    {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "ShopApp/7.12.3 (Android 15; SM-S921B)", "ShopApp/7.12.1 (iOS 18.6; iPhone16,1)", "okhttp/4.12.0", "grpc-go/1.71.0",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "Prometheus/2.55.1", "kube-probe/1.31", "ELB-HealthChecker/2.0",
        "python-requests/2.32.3", "Go-http-client/2.0", "curl/8.11.1", "Wget/1.21.4", "-", "Mozilla/5.0 \\x22quoted\\x22 agent",
    }.Select(Encoding.ASCII.GetBytes).ToArray();
}
