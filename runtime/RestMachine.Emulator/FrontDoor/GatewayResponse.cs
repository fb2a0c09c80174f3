using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RestMachine.Emulator.FrontDoor;

// The function's answer as the front door turns it into HTTP: payload version 2.0 here, the others in ProxyAnswer.
internal sealed record GatewayResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Fields, byte[] Body)
{
    public static readonly GatewayResponse ServiceUnavailable = Json(503, """{"message":"Service Unavailable"}""");

    private static readonly GatewayResponse InternalServerError = Json(500, """{"message":"Internal Server Error"}""");

    // Content that is still being made; Body is empty then.
    public PipeReader? Rest { get; init; }

    public static GatewayResponse From(InvocationResult result, FrontDoorKind kind = FrontDoorKind.HttpApi)
    {
        var isVersionTwo = kind is FrontDoorKind.HttpApi or FrontDoorKind.FunctionUrl;
        var failure = isVersionTwo ? InternalServerError : ProxyAnswer.BadGateway(kind);
        if (!result.Succeeded)
        {
            return failure;
        }
        try
        {
            using var document = JsonDocument.Parse(result.Payload);
            return isVersionTwo ? From(document.RootElement) : ProxyAnswer.From(document.RootElement, kind);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return failure; // Not JSON, or a member of the wrong type.
        }
    }

    public async Task WriteToAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Fields.Where(field => !IsFraming(field.Key)))
        {
            response.Headers.Append(name, value);
        }
        if (Rest is not null && MayHaveBody && !HttpMethods.IsHead(context.Request.Method))
        {
            await PassOnAsync(Rest, context);
        }
        else if (MayHaveBody)
        {
            response.ContentLength = Body.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await response.Body.WriteAsync(Body, context.RequestAborted);
            }
        }
    }

    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var hasBody = MayHaveBody && request.Method != HttpMethod.Head;
        HttpContent content =
            hasBody && Rest is not null
                ? new StreamContent(Rest.AsStream())
                : new ByteArrayContent(hasBody ? Body : []);
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = content, RequestMessage = request };
        foreach (var (name, value) in Fields.Where(field => !IsFraming(field.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return message;
    }

    // Each piece at once. What the client sees of a response that breaks off is unproven on AWS: here its connection does.
    private static async Task PassOnAsync(PipeReader rest, HttpContext context)
    {
        await context.Response.StartAsync(context.RequestAborted);
        try
        {
            await rest.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (IOException)
        {
            context.Abort();
        }
    }

    private bool MayHaveBody => Status is >= 200 and not (204 or 205 or 304);

    private static GatewayResponse From(JsonElement payload)
    {
        if (payload.ValueKind == JsonValueKind.Null)
        {
            return InternalServerError;
        }
        if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty("statusCode", out var status))
        {
            return Json(200, payload.ValueKind == JsonValueKind.String ? payload.GetString()! : payload.GetRawText());
        }
        var code = status.ValueKind == JsonValueKind.String ? int.Parse(status.GetString()!) : status.GetInt32();
        return code is < 100 or > 599
            ? InternalServerError
            : new GatewayResponse(code, ReadFields(payload).ToArray(), ReadBody(payload));
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadFields(JsonElement payload)
    {
        var hasType = false;
        if (payload.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in headers.EnumerateObject())
            {
                hasType |= field.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase);
                yield return KeyValuePair.Create(field.Name, field.Value.ToString());
            }
        }
        if (!hasType)
        {
            yield return KeyValuePair.Create("content-type", "text/plain;charset=UTF-8");
        }
        if (payload.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
        {
            foreach (var cookie in cookies.EnumerateArray())
            {
                yield return KeyValuePair.Create("set-cookie", cookie.ToString());
            }
        }
    }

    public static byte[] ReadBody(JsonElement payload)
    {
        if (!payload.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null)
        {
            return [];
        }
        var text = body.GetString()!;
        var isBase64 = payload.TryGetProperty("isBase64Encoded", out var flag) && flag.ValueKind == JsonValueKind.True;
        return isBase64 ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
    }

    private static GatewayResponse Json(int status, string body) =>
        new(status, [KeyValuePair.Create("content-type", "application/json")], Encoding.UTF8.GetBytes(body));

    // The front door frames the body itself.
    private static bool IsFraming(string name) =>
        name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("connection", StringComparison.OrdinalIgnoreCase);
}
