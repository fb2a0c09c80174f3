using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RestMachine.Emulator.FrontDoor;

// The function's answer as the front door turns it into HTTP: payload version 2.0 here, the others in ProxyAnswer.
internal sealed record GatewayResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Fields, byte[] Body)
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    public static readonly GatewayResponse ServiceUnavailable = Json(503, """{"message":"Service Unavailable"}""");

    private static readonly GatewayResponse InternalServerError = Json(500, """{"message":"Internal Server Error"}""");

    // Content that is still being made; Body is empty then.
    public PipeReader? Rest { get; init; }

    public static GatewayResponse From(
        InvocationResult result,
        FrontDoorKind kind = FrontDoorKind.HttpApi,
        bool decodesBase64 = true
    )
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
            var answer = isVersionTwo
                ? From(document.RootElement)
                : ProxyAnswer.From(document.RootElement, kind, decodesBase64);
            return answer.Fields.All(IsPossible) ? answer : failure;
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
        return !TryReadStatus(status, out var code)
            ? InternalServerError
            : new GatewayResponse(code, ReadFields(payload).ToArray(), ReadBody(payload));
    }

    // As a number or as text. An interim status ends no response.
    private static bool TryReadStatus(JsonElement status, out int code) =>
        (
            status.ValueKind == JsonValueKind.String
                ? int.TryParse(status.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out code)
                : status.TryGetInt32(out code)
        ) && code is >= 200 and <= 599;

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

    public static byte[] ReadBody(JsonElement payload, bool decodesBase64 = true)
    {
        if (!payload.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null)
        {
            return [];
        }
        var text = body.GetString()!;
        var isBase64 = payload.TryGetProperty("isBase64Encoded", out var flag) && flag.ValueKind == JsonValueKind.True;
        return isBase64 && decodesBase64 ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
    }

    private static GatewayResponse Json(int status, string body) =>
        new(status, [KeyValuePair.Create("content-type", "application/json")], Encoding.UTF8.GetBytes(body));

    // What HTTP cannot carry (RFC 9110, 5.1 and 5.5): what each door does with it is unproven on AWS.
    private static bool IsPossible(KeyValuePair<string, string> field) =>
        field.Key.Length > 0
        && !field.Key.AsSpan().ContainsAnyExcept(TokenCharacters)
        && !field.Value.Any(character => char.IsControl(character) && character != '\t');

    // The front door frames the body itself.
    private static bool IsFraming(string name) =>
        name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("connection", StringComparison.OrdinalIgnoreCase);
}
