using System.Text;

namespace RestMachine.Aws.Shutdown;

/// <summary>What the endpoint sends.</summary>
internal static class EndpointAnswer
{
    public static byte[] Success(IReadOnlyCollection<ShutdownReport> reports)
    {
        var body = ShutdownAnswer.Of(reports);
        var outcome = OutcomeNames.Of(ShutdownAnswer.Combined(reports));
        var head =
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRestMachine-Outcome: {outcome}\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public static byte[] Refusal(int status)
    {
        var reason = status switch
        {
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed\r\nAllow: POST",
            408 => "Request Timeout",
            411 => "Length Required",
            413 => "Content Too Large",
            _ => "Bad Request",
        };
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {reason}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}
