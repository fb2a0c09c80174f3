namespace RestMachine.Emulator.FrontDoor;

// Which content travels as text, and which in base64.
internal static class MediaTypes
{
    // What HTTP APIs, Function URLs and load balancers pass on as text, unless it is compressed. Everything else, form data
    // and content without a type too, arrives in base64.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html and, for HTTP APIs, what
    // https://github.com/ministackorg/ministack/pull/766 saw on AWS.
    public static bool IsText(GatewayRequest request) =>
        request.Field("content-encoding") is null or "" or "identity"
        && Essence(request.Field("content-type"), ';') is { } type
        && (
            type.StartsWith("text/", StringComparison.Ordinal)
            || type is "application/json" or "application/javascript" or "application/xml"
        );

    // A REST API decides by its binaryMediaTypes: the request's content by its Content-Type, the response's by the first
    // type of the request's Accept. The response's own type decides nothing.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html, and what
    // https://github.com/ministackorg/ministack/pull/767 saw on AWS.
    public static bool SendsBinary(this GatewayRequest request, IReadOnlyList<string> binaryMediaTypes) =>
        IsAnyOf(binaryMediaTypes, Essence(request.Field("content-type"), ';'));

    public static bool TakesBinary(this GatewayRequest request, IReadOnlyList<string> binaryMediaTypes) =>
        IsAnyOf(binaryMediaTypes, Essence(request.Field("accept"), ';', ','));

    private static bool IsAnyOf(IReadOnlyList<string> patterns, string type) =>
        patterns.Any(pattern =>
            pattern == "*/*"
            || pattern.Equals(type, StringComparison.OrdinalIgnoreCase)
            || (
                pattern.EndsWith("/*", StringComparison.Ordinal)
                && type.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
            )
        );

    private static string Essence(string? field, params ReadOnlySpan<char> ends)
    {
        var text = (field ?? "").AsSpan();
        var end = text.IndexOfAny(ends);
        return (end < 0 ? text : text[..end]).Trim().ToString().ToLowerInvariant();
    }
}
