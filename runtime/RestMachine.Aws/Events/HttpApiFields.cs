using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Payload format 2.0: fields joined with commas, cookies in an array of their own.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
internal static class HttpApiFields
{
    public static void Write(Utf8JsonWriter json, Headers headers, IReadOnlyList<string> cookies)
    {
        json.WriteStartObject("headers"u8);
        ResponseFields.WriteJoined(json, headers);
        json.WriteEndObject();
        if (cookies.Count == 0)
        {
            return;
        }

        json.WriteStartArray("cookies"u8);
        for (var index = 0; index < cookies.Count; index++)
        {
            json.WriteStringValue(cookies[index]);
        }

        json.WriteEndArray();
    }
}
