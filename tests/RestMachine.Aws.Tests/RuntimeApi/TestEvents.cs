namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>HTTP API events, and answers to next that carry them.</summary>
internal static class TestEvents
{
    public static string Get(string path, string body = "") =>
        $$$"""{"version":"2.0","rawPath":"{{{path}}}","body":"{{{body}}}","requestContext":{"http":{"method":"GET"}} }""";

    public static string FromUrl(string path, string method = "GET") =>
        $$$"""{"version":"2.0","rawPath":"{{{path}}}","requestContext":{"domainName":"a.lambda-url.eu-west-1.on.aws","http":{"method":"{{{method}}}"}} }""";

    public static string Answer(string id, string payload, string fields = "") =>
        $"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: {id}\r\n{fields}Content-Length: {payload.Length}\r\n\r\n{payload}";

    public static string Chunked(string id, string payload) =>
        $"HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id:{id}\r\nTRANSFER-ENCODING: chunked\r\n\r\n"
        + $"5;a=b\r\n{payload[..5]}\r\n{payload.Length - 5:X}\r\n{payload[5..]}\r\n0\r\n\r\n";

    public static string Deadline(TimeSpan fromNow) =>
        $"Lambda-Runtime-Deadline-Ms: {(TimeProvider.System.GetUtcNow() + fromNow).ToUnixTimeMilliseconds()}\r\n";
}
