namespace RestMachine.Benchmarks.Invoke;

/// <summary>
/// GET /users/42 through an HTTP API, payload format 2.0, with the fields that a browser and API Gateway add.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
internal static class UserEvent
{
    public const string ExpectedBody = """{"id":"42","name":"User 42"}""";

    /// <summary>In one line, as API Gateway sends it.</summary>
    public static string Json { get; } =
        """
            {"version":"2.0","routeKey":"$default","rawPath":"/users/42","rawQueryString":"",
            "headers":{"accept":"application/json","accept-encoding":"gzip, deflate, br","accept-language":"en-GB,en;q=0.9",
            "content-length":"0","host":"abcdefghij.execute-api.eu-west-1.amazonaws.com",
            "user-agent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "x-amzn-trace-id":"Root=1-68b1f0a2-0123456789abcdef01234567",
            "x-forwarded-for":"203.0.113.7","x-forwarded-port":"443","x-forwarded-proto":"https"},
            "requestContext":{"accountId":"123456789012","apiId":"abcdefghij",
            "domainName":"abcdefghij.execute-api.eu-west-1.amazonaws.com","domainPrefix":"abcdefghij",
            "http":{"method":"GET","path":"/users/42","protocol":"HTTP/1.1","sourceIp":"203.0.113.7",
            "userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"},
            "requestId":"QxYzAbCdEfGhIjK=","routeKey":"$default","stage":"$default",
            "time":"29/Aug/2026:18:04:02 +0000","timeEpoch":1788026642000},"isBase64Encoded":false}
            """.ReplaceLineEndings("");
}
