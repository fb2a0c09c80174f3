using System.Globalization;
using System.Text.Json;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// Payload version 2.0, of HTTP APIs and Function URLs:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
internal static class HttpApiEvent
{
    public static byte[] Write(GatewayRequest request, DateTimeOffset now, bool isFunctionUrl)
    {
        var (sent, query) = request.SplitTarget();

        // An HTTP API decodes the path before it routes, a Function URL does not; the query stays as it was sent.
        var path = isFunctionUrl ? sent : Uri.UnescapeDataString(sent);
        var (body, isBase64) = request.EncodeBody();
        var fields = request.ForwardedFields().Where(field => isFunctionUrl || !GatewayRequest.Is(field, "cookie"));
        return JsonText.Object(json =>
        {
            json.WriteString("version", "2.0");
            json.WriteString("routeKey", "$default");
            json.WriteString("rawPath", path);
            json.WriteString("rawQueryString", query);
            WriteCookies(json, request);
            Parameters.WriteJoined(json, "headers", fields.Select(Parameters.Lower));
            if (Parameters.Decoded(query) is { Count: > 0 } parameters)
            {
                Parameters.WriteJoined(json, "queryStringParameters", parameters);
            }
            WriteContext(json, request with { Target = path }, now, isFunctionUrl ? FunctionUrlDomain : request.Host);
            if (body is not null)
            {
                json.WriteString("body", body);
            }
            json.WriteBoolean("isBase64Encoded", isBase64);
        });
    }

    // Functions tell a Function URL from an HTTP API by the domain.
    private static string FunctionUrlDomain => $"local.lambda-url.{FunctionIdentity.Region}.on.aws";

    private static void WriteCookies(Utf8JsonWriter json, GatewayRequest request)
    {
        var cookies = request
            .Fields.Where(field => GatewayRequest.Is(field, "cookie"))
            .SelectMany(field =>
                field.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            .ToArray();
        if (cookies.Length == 0)
        {
            return;
        }
        json.WriteStartArray("cookies");
        foreach (var cookie in cookies)
        {
            json.WriteStringValue(cookie);
        }
        json.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter json, GatewayRequest request, DateTimeOffset now, string domain)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", FunctionIdentity.AccountId);
        json.WriteString("apiId", "local");
        json.WriteString("domainName", domain);
        json.WriteString("domainPrefix", domain.Split('.', ':')[0]);
        json.WriteStartObject("http");
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Target);
        json.WriteString("protocol", request.Protocol);
        json.WriteString("sourceIp", request.SourceIp);
        json.WriteString("userAgent", request.Field("user-agent") ?? "");
        json.WriteEndObject();
        json.WriteString("requestId", Guid.NewGuid().ToString());
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }
}
