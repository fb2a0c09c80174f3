using System.Buffers;
using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>Writes the HTTP API's payload format 2.0: text as it is, everything else in base64.</summary>
internal static class HttpApiResponse
{
    public static byte[] Write(Response response)
    {
        var buffer = new ArrayBufferWriter<byte>(response.Body.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("statusCode"u8, response.Status);
            WriteHeaders(json, response.Headers);
            WriteCookies(json, response);
            WriteBody(json, response);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteHeaders(Utf8JsonWriter json, Headers headers)
    {
        json.WriteStartObject("headers"u8);
        foreach (var name in headers.Select(field => field.Key).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            json.WriteString(name, headers[name]);
        }

        json.WriteEndObject();
    }

    private static void WriteCookies(Utf8JsonWriter json, Response response)
    {
        if (response.Cookies.Count == 0)
        {
            return;
        }

        json.WriteStartArray("cookies"u8);
        foreach (var cookie in response.Cookies)
        {
            json.WriteStringValue(cookie.ToString());
        }

        json.WriteEndArray();
    }

    private static void WriteBody(Utf8JsonWriter json, Response response)
    {
        var isText = response.IsText && System.Text.Unicode.Utf8.IsValid(response.Body.Span);
        if (isText)
        {
            json.WriteString("body"u8, response.Body.Span);
        }
        else if (!response.Body.IsEmpty)
        {
            json.WriteBase64String("body"u8, response.Body.Span);
        }

        json.WriteBoolean("isBase64Encoded"u8, !isText && !response.Body.IsEmpty);
    }
}
