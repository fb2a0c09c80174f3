using System.Globalization;
using System.Text;
using System.Text.Json;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// A REST API's proxy integration, resource /{proxy+}. The path is passed on as it was sent, the parameters are decoded.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
internal static class RestApiEvent
{
    private const string Stage = "local";

    public static byte[] Write(GatewayRequest request, DateTimeOffset now, IReadOnlyList<string> binaryMediaTypes)
    {
        var (path, query) = request.SplitTarget();
        var (body, isBase64) = EncodeBody(request, binaryMediaTypes);
        var fields = request.ForwardedFields().ToArray();
        var parameters = Parameters.Decoded(query);
        var resource = path == "/" ? "/" : "/{proxy+}";
        return JsonText.Object(json =>
        {
            json.WriteString("resource", resource);
            json.WriteString("path", path);
            json.WriteString("httpMethod", request.Method);
            Parameters.WriteLast(json, "headers", fields);
            Parameters.WriteAll(json, "multiValueHeaders", fields);
            WriteQuery(json, parameters);
            WritePathParameters(json, path);
            json.WriteNull("stageVariables");
            WriteContext(json, request with { Target = path }, now, resource);
            json.WriteString("body", body);
            json.WriteBoolean("isBase64Encoded", isBase64);
        });
    }

    // What is not declared as binary is taken for UTF-8, whatever it is.
    private static (string? Text, bool IsBase64) EncodeBody(
        GatewayRequest request,
        IReadOnlyList<string> binaryMediaTypes
    ) =>
        request.Body.Length == 0 ? (null, false)
        : request.SendsBinary(binaryMediaTypes) ? request.EncodeBinaryBody()
        : (Encoding.UTF8.GetString(request.Body), false);

    private static void WriteQuery(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (parameters.Count == 0)
        {
            json.WriteNull("queryStringParameters");
            json.WriteNull("multiValueQueryStringParameters");
            return;
        }
        Parameters.WriteLast(json, "queryStringParameters", parameters);
        Parameters.WriteAll(json, "multiValueQueryStringParameters", parameters);
    }

    private static void WritePathParameters(Utf8JsonWriter json, string path)
    {
        if (path == "/")
        {
            json.WriteNull("pathParameters");
            return;
        }
        json.WriteStartObject("pathParameters");
        json.WriteString("proxy", path[1..]);
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, GatewayRequest request, DateTimeOffset now, string resource)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", FunctionIdentity.AccountId);
        json.WriteString("apiId", "local");
        json.WriteString("domainName", $"local.execute-api.{FunctionIdentity.Region}.amazonaws.com");
        json.WriteString("domainPrefix", "local");
        json.WriteString("extendedRequestId", Guid.NewGuid().ToString("N"));
        json.WriteString("httpMethod", request.Method);
        json.WriteStartObject("identity");
        json.WriteString("sourceIp", request.SourceIp);
        json.WriteString("userAgent", request.Field("user-agent"));
        json.WriteNull("userArn");
        json.WriteEndObject();
        json.WriteString("path", $"/{Stage}{request.Target}");
        json.WriteString("protocol", request.Protocol);
        json.WriteString("requestId", Guid.NewGuid().ToString());
        json.WriteString("requestTime", now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("requestTimeEpoch", now.ToUnixTimeMilliseconds());
        json.WriteString("resourceId", "local");
        json.WriteString("resourcePath", resource);
        json.WriteString("stage", Stage);
        json.WriteEndObject();
    }
}
