namespace RestMachine.Aws.Events;

/// <summary>Status code and reason, which a load balancer asks for.</summary>
internal static class StatusDescription
{
    public static string Of(int status) =>
        status switch
        {
            200 => "200 OK",
            201 => "201 Created",
            202 => "202 Accepted",
            204 => "204 No Content",
            206 => "206 Partial Content",
            301 => "301 Moved Permanently",
            302 => "302 Found",
            303 => "303 See Other",
            304 => "304 Not Modified",
            307 => "307 Temporary Redirect",
            308 => "308 Permanent Redirect",
            _ => $"{status} {ReasonPhrase.Of(status)}",
        };
}
