using System.Text;
using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Reads the HTTP API's payload format 2.0.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
internal static class HttpApiEvent
{
    /// <exception cref="UnrecognizedEventException">The event is no HTTP API event.</exception>
    public static Request Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return ReadRequest(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new UnrecognizedEventException($"The event is no JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // GetString's way to say that an escape sequence is half a surrogate pair.
            throw new UnrecognizedEventException("The event has a string that is no Unicode text.");
        }
        catch (ArgumentException exception)
        {
            throw new UnrecognizedEventException($"The event's headers are no HTTP headers: {exception.Message}");
        }
    }

    private static Request ReadRequest(JsonElement root)
    {
        var context = Member(root, "requestContext");
        if (Text(Member(context, "http"), "method") is not { } method || Text(root, "rawPath") is not { } path)
        {
            throw UnrecognizedEventException.For(root);
        }

        return new Request(method, path)
        {
            QueryString = Text(root, "rawQueryString") ?? "",
            Headers = ReadHeaders(root),
            Body = ReadBody(root),
            Id = Text(context, "requestId") ?? "",
        };
    }

    private static Headers ReadHeaders(JsonElement root)
    {
        var headers = new Headers();
        if (Member(root, "headers") is { ValueKind: JsonValueKind.Object } fields)
        {
            foreach (
                var field in fields.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String)
            )
            {
                headers.Add(field.Name, field.Value.GetString()!);
            }
        }

        if (Member(root, "cookies") is { ValueKind: JsonValueKind.Array } cookies)
        {
            var pairs = cookies.EnumerateArray().Where(cookie => cookie.ValueKind == JsonValueKind.String);
            headers["Cookie"] = string.Join("; ", pairs.Select(cookie => cookie.GetString()));
        }

        return headers;
    }

    private static byte[] ReadBody(JsonElement root)
    {
        if (Text(root, "body") is not { } body)
        {
            return [];
        }

        if (Member(root, "isBase64Encoded") is not { ValueKind: JsonValueKind.True })
        {
            return Encoding.UTF8.GetBytes(body);
        }

        var bytes = new byte[(body.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(body, bytes, out var length)
            ? bytes[..length]
            : throw new UnrecognizedEventException("The event says isBase64Encoded, but its body is no base64.");
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
}
